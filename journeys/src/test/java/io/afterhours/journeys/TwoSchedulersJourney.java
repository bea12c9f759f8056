package io.afterhours.journeys;

import static io.afterhours.journeys.Builds.patiently;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Two schedulers at once, on one database and one NATS. Either is killed at any instant: no build starts twice, none is
 * forgotten, and plans go on within five seconds.
 *
 * <p>{@code -Djourneys.kills=10} kills each of them ten times.
 */
class TwoSchedulersJourney {
    private static final int KILLS = Integer.getInteger("journeys.kills", 1);
    private static final boolean ALONE = System.getProperty("journeys.kills") != null;
    private static final int BUILDS_PER_KILL = 8;
    private static final Duration GO_ON = Duration.ofSeconds(5);

    @RegisterExtension
    static final RunningSuite SUITE = new RunningSuite();

    private final Suite suite = SUITE.get();
    private final Builds builds = new Builds(suite.api());
    private final Path done = suite.folder().resolve("done");
    private final Random random = new Random(42);
    private final List<Duration> untilThePlan = new ArrayList<>();

    @BeforeEach
    void open_all_day() {
        builds.openAllDay();
    }

    @Test
    void either_may_die_at_any_instant() throws Exception {
        Files.createDirectories(done);
        done.toFile().setWritable(true, false);
        var ids = new ArrayList<String>();
        var report = new KillReport(
                TwoSchedulersJourney.class,
                "at any instant, of two schedulers, %d of each; work goes on with the next plan".formatted(KILLS));
        try (var replica = Replica.of(suite.process("scheduler"), suite.folder().resolve("replica.log"))) {
            var other = new Builds(suite.api(replica.url()));
            for (int kill = 0; kill < KILLS; kill++) {
                queue(builds, ids, "a" + kill);
                atAnyInstant();
                var killed = System.nanoTime();
                replica.kill();
                var planned = plans_go_on(builds, ids);
                replica.restart();
                report.killed(2 * kill + 1, "the second", since(killed), planned);

                queue(other, ids, "b" + kill);
                atAnyInstant();
                killed = System.nanoTime();
                suite.kill("scheduler");
                planned = plans_go_on(other, ids);
                suite.awaitReady("scheduler");
                report.killed(2 * kill + 2, "the first", since(killed), planned);
            }
            patiently(Duration.ofMinutes(3))
                    .untilAsserted(() -> assertThat(ids)
                            .allSatisfy(
                                    id -> assertThat(builds.state(id)).as(id).isEqualTo("finished")));
        }
        every_build_was_started_once(ids);
        plans_went_on_soon();
        report.end("%d builds, each started once; the next plan after %d ms at the latest"
                .formatted(ids.size(), Collections.max(untilThePlan).toMillis()));
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    /** Queued at one scheduler; each notes in a file of its own that it was started. */
    private void queue(Builds at, List<String> ids, String batch) {
        for (int n = 0; n < BUILDS_PER_KILL; n++) {
            ids.add(at.queue(
                    "Build " + batch + "-" + n, "echo started >> '" + done + "'/$AFTERHOURS_BUILD; sleep 0.5"));
        }
    }

    private void atAnyInstant() {
        await().pollDelay(Duration.ofMillis(random.nextInt(1_500))).until(() -> true);
    }

    /** A build that is queued right after the kill, at the one that lives, is planned by it. */
    private Duration plans_go_on(Builds living, List<String> ids) {
        var since = Instant.now();
        var id = living.queue("Queued after the kill " + since, "echo started >> '" + done + "'/$AFTERHOURS_BUILD");
        ids.add(id);
        var planned = "select count(*) from attempt where dispatched_at > '" + since + "'";
        patiently(GO_ON.multipliedBy(4)).until(() -> suite.tables("scheduler").count(planned) > 0);
        var took = Duration.between(since, Instant.now());
        untilThePlan.add(took);
        return took;
    }

    /**
     * Among all other tests the machine is once in a while too busy with the start of the killed; a wait for its lock would show
     * each time. Who asks for a run of kills has the machine to themselves, and there is no exception.
     */
    private void plans_went_on_soon() {
        var late =
                untilThePlan.stream().filter(each -> each.compareTo(GO_ON) >= 0).toList();
        assertThat(late).as("of %s", untilThePlan).hasSizeLessThan(ALONE ? 1 : untilThePlan.size());
    }

    private void every_build_was_started_once(List<String> ids) throws Exception {
        assertThat(ids).hasSize(KILLS * 2 * (BUILDS_PER_KILL + 1)).doesNotHaveDuplicates();
        for (var id : ids) {
            assertThat(Files.readAllLines(done.resolve(id)))
                    .as("starts of " + id)
                    .hasSize(1);
        }
        var tables = suite.tables("scheduler");
        assertThat(tables.count("select count(*) from attempt")).isEqualTo(ids.size());
        assertThat(tables.count("select count(*) from build_event where type = 'dispatched'"))
                .isEqualTo(ids.size());
        assertThat(tables.count("select count(*) from attempt where ended_at is null"))
                .isZero();
        assertThat(tables.count("select coalesce(sum(reserved_nanos), 0) from budget"))
                .isZero();
    }
}
