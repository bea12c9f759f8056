package io.afterhours.journeys;

import static io.afterhours.journeys.Builds.patiently;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.nats.client.api.StreamInfoOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Parts are killed in the middle of a night. Nothing is lost, nothing is done twice, and nobody who is dead holds a slot.
 *
 * <p>{@code -Djourneys.kills=10} kills each part ten times, {@code -Djourneys.parts=nats,postgres} these parts alone.
 */
class KillJourney {
    private static final int KILLS = Integer.getInteger("journeys.kills", 1);
    private static final List<String> PARTS =
            List.of(System.getProperty("journeys.parts", "scheduler,cost,progress,runner,nats,postgres,dashboard")
                    .split(","));
    private static final Duration AT_MOST =
            Duration.ofMinutes(6).plus(Duration.ofSeconds(40).multipliedBy((long) KILLS * PARTS.size()));
    private static final int BUILDS_PER_KILL = 5;
    private static final String RUNNER = "runner-1";
    private static final Set<String> FINAL = Set.of("finished", "failed", "cancelled", "rejected");

    @RegisterExtension
    static final RunningSuite SUITE = new RunningSuite();

    private final Suite suite = SUITE.get();
    private final Api api = suite.api();
    private final Builds builds = new Builds(api);

    @BeforeEach
    void open_all_day() {
        builds.openAllDay();
    }

    @Test
    void a_night_survives_the_death_of_every_part() {
        assertTimeoutPreemptively(AT_MOST, this::kill_every_part);
    }

    private void kill_every_part() throws Exception {
        var report = new KillReport(
                KillJourney.class,
                "in the middle of work, %d of each of %s; ends by itself after %d min at most"
                        .formatted(KILLS, String.join(", ", PARTS), AT_MOST.toMinutes()));
        var ids = new ArrayList<String>();
        int acknowledged;
        try (var witness = Witness.in(suite)) {
            for (int kill = 1; kill <= KILLS; kill++) {
                for (var part : PARTS) {
                    kill_in_the_middle_of_work(part, kill, ids, report);
                }
            }
            patiently(Duration.ofMinutes(3))
                    .untilAsserted(() -> assertThat(ids)
                            .allSatisfy(
                                    id -> assertThat(builds.state(id)).as(id).isIn(FINAL)));
            witness.stop();
            acknowledged = witness.acknowledged();
        }

        everything_was_done_once(ids);
        nobody_holds_a_slot();
        what_was_acknowledged_is_in_the_tables_once(acknowledged);
        long reported = what_the_runner_said_is_in_the_tables_once(ids);
        var total = new Ledger(suite).totalsAreTheSumOfTheReports();
        report.end(
                ("%d builds, %d finished, each once; %d usage and %d progress events of the witness and %d usage events of the"
                                + " runner, each in its table once; totals = ledger = $%s")
                        .formatted(
                                ids.size(), ids.size(), acknowledged, acknowledged, reported, total.toPlainString()));
    }

    private void kill_in_the_middle_of_work(String part, int kill, List<String> ids, KillReport report)
            throws Exception {
        var queued = new ArrayList<String>();
        for (int n = 1; n <= BUILDS_PER_KILL; n++) {
            queued.add(builds.queue("Build %d before kill %d of %s".formatted(n, kill, part), """
                    echo '::progress 50 half way'
                    echo '::usage {"model":"claude-haiku-4-5","inputTokens":1000,"outputTokens":100}'
                    sleep 2"""));
        }
        ids.addAll(queued);
        patiently(Duration.ofSeconds(90))
                .until(() -> queued.stream().anyMatch(id -> builds.state(id).equals("running")));
        // On a slow machine the last may be done while they are counted; then there is nothing left to wait for.
        var before = Math.min(finished(queued), queued.size() - 1);
        var killed = System.nanoTime();
        suite.killAndAwait(part);
        var ready = Duration.ofNanos(System.nanoTime() - killed);
        patiently(Duration.ofSeconds(90)).until(() -> finished(queued) > before);
        report.killed(kill, part, ready, Duration.ofNanos(System.nanoTime() - killed));
    }

    private long finished(List<String> ids) {
        return ids.stream().filter(id -> builds.state(id).equals("finished")).count();
    }

    private void everything_was_done_once(List<String> ids) {
        assertThat(ids).hasSize(KILLS * PARTS.size() * BUILDS_PER_KILL).doesNotHaveDuplicates();
        for (var id : ids) {
            var build = builds.get(id);
            assertThat(build.path("state").asText()).as(id).isEqualTo("finished");
            assertThat(build.path("attempts"))
                    .as("attempts at " + id)
                    .filteredOn(each -> each.path("state").asText().equals("succeeded"))
                    .hasSize(1);
        }
        assertThat(
                        suite.tables("scheduler")
                                .column(
                                        "select count(*) from build_event where type = 'finished' group by build having count(*) <> 1"))
                .as("builds that finished more than once")
                .isEmpty();
        assertThat(suite.tables("scheduler").count("select count(*) from build_event where type = 'finished'"))
                .isEqualTo(ids.size());
    }

    private void nobody_holds_a_slot() {
        assertThat(suite.tables("scheduler").count("select count(*) from attempt where ended_at is null"))
                .isZero();
        assertThat(builds.slotsUsed()).isZero();
    }

    private void what_was_acknowledged_is_in_the_tables_once(int acknowledged) {
        var cost = suite.tables("cost");
        var progress = suite.tables("progress");
        patiently(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(cost.count("select count(distinct session) from usage where agent = 'witness'"))
                    .isEqualTo(acknowledged);
            assertThat(progress.count("select count(distinct session) from session_update where session like 'w-%'"))
                    .isEqualTo(acknowledged);
        });
        assertThat(cost.count("select count(*) from usage where agent = 'witness'"))
                .isEqualTo(acknowledged);
        assertThat(cost.count("select sum(input_tokens) from usage where agent = 'witness'"))
                .isEqualTo(IntStream.rangeClosed(1, acknowledged)
                        .mapToLong(Witness::inputTokens)
                        .sum());
        assertThat(progress.count("select count(*) from session_update where session like 'w-%'"))
                .isEqualTo(acknowledged);
        assertThat(api.items("/api/quarantine")).isEmpty();
        assertThat(acknowledged).isGreaterThan(10 * KILLS * PARTS.size());
    }

    /** Returns how many reports of usage that were: at least one for each build. */
    private long what_the_runner_said_is_in_the_tables_once(List<String> ids) throws Exception {
        var cost = suite.tables("cost");
        // A runner that was killed last may still be publishing what it had kept.
        patiently(Duration.ofSeconds(60)).untilAsserted(() -> {
            assertThat(cost.count("select count(*) from usage where agent = '" + RUNNER + "'"))
                    .isEqualTo(published("AGENT_USAGE", "agent." + RUNNER + ".usage"));
            assertThat(cost.column("select distinct build from usage where agent = '" + RUNNER + "'"))
                    .containsExactlyInAnyOrderElementsOf(ids);
        });
        var published = published("AGENT_USAGE", "agent." + RUNNER + ".usage");
        assertThat(cost.count("select sum(input_tokens) from usage where agent = '" + RUNNER + "'"))
                .isEqualTo(1_000 * published);
        return published;
    }

    private long published(String stream, String subject) throws Exception {
        try (var cost = suite.as("cost")) {
            return cost
                    .jetStreamManagement()
                    .getStreamInfo(
                            stream,
                            StreamInfoOptions.builder().filterSubjects(subject).build())
                    .getStreamState()
                    .getSubjects()
                    .stream()
                    .mapToLong(each -> each.getCount())
                    .sum();
        }
    }
}
