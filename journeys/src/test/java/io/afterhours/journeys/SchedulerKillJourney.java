package io.afterhours.journeys;

import static io.afterhours.journeys.Builds.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterhours.contracts.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * A person decides what the night does, and the scheduler is killed as soon as it has said yes, and again in the middle of the work: a
 * batch stays a batch and is done once, and what was asked of builds for the night holds.
 *
 * <p>{@code -Djourneys.kills=10} goes through ten such nights.
 */
class SchedulerKillJourney {
    private static final int KILLS = Integer.getInteger("journeys.kills", 1);
    private static final int TOGETHER = 4;
    private static final Duration NIGHT_GOES_ON = Duration.ofMinutes(2);

    /** Notes each word that its prompt has in a file of that name, in the folder where it works. */
    private static final String SCRIBE = """
            afterhours.profiles.scribe.reader=shell
            afterhours.profiles.scribe.command=/bin/sh,-c,grep -o 'word: [a-z0-9-]*' | while read -r _ word; do echo began >> $word; done; sleep 1.5
            """;

    @RegisterExtension
    static final RunningSuite SUITE = new RunningSuite(Map.of("runner", SCRIBE));

    private final Suite suite = SUITE.get();
    private final Api api = suite.api();
    private final Builds builds = new Builds(api);
    private final Random random = new Random(42);

    @Test
    void what_a_person_decided_for_the_night_outlives_the_scheduler() throws Exception {
        builds.openAllDay(1);
        patiently(Duration.ofMinutes(5))
                .until(() -> nightEnds().isAfter(Instant.now().plus(NIGHT_GOES_ON)));
        var report = new KillReport(
                SchedulerKillJourney.class,
                "of the scheduler, %d just after a decision and %d in the middle of the work".formatted(KILLS, KILLS));
        for (int night = 1; night <= KILLS; night++) {
            a_night_with_two_kills(night, report);
        }
        report.end("%d batches of %d builds, each build begun once; %d builds in the order that was asked for"
                .formatted(KILLS, TOGETHER, 3 * KILLS));
    }

    private void a_night_with_two_kills(int night, KillReport report) throws Exception {
        var folder = Files.createDirectory(suite.folder().resolve("night-" + night));
        folder.toFile().setWritable(true, false);
        api.post("/api/control/pause", "{\"note\":\"until all is decided\"}");
        var plain = builds.queue("Write the plain page of night " + night, "echo written");
        var vetoed = builds.queue("Write the page that waits in night " + night, "echo written");
        var kept = builds.queue("Write the page that is kept in night " + night, "echo written");
        var first = builds.queue("Write the first page of night " + night, "echo written");
        var together = together(night, folder);
        var batch = proposed(together);

        decide("/api/queue/plan/" + vetoed + "/veto");
        decide("/api/queue/plan/" + kept + "/lock");
        decide("/api/queue/plan/" + first + "/first");
        decide("/api/batches/" + batch + "/accept");
        kill(2 * night - 1, "scheduler, decided", report, () -> isAccepted(batch, together));

        decide("/api/control/resume");
        builds.awaitState(first, "finished");
        TimeUnit.MILLISECONDS.sleep(random.nextInt(1_500));
        kill(2 * night, "scheduler, at work", report, () -> builds.state(kept).equals("finished"));

        Stream.concat(Stream.of(kept, plain), together.stream()).forEach(id -> builds.awaitState(id, "finished"));
        each_member_was_begun_once(batch, together, folder);
        they_began_in_this_order(first, kept, plain);
        assertThat(builds.get(vetoed).path("verdict").path("code").asText()).isEqualTo("veto");
        decide("/api/queue/plan/" + vetoed + "/undo");
        builds.awaitState(vetoed, "finished");
    }

    private List<String> together(int night, Path folder) {
        var ids = new ArrayList<String>();
        for (int n = 1; n <= TOGETHER; n++) {
            var word = "part-" + n;
            var build = Json.mapper()
                    .createObjectNode()
                    .put("title", "Write part %d of night %d".formatted(n, night))
                    .put("prompt", "Write the guide.\n\nword: " + word)
                    .put("kind", "content")
                    .put("priority", "high")
                    .put("agent", "scribe")
                    .put("effort", "15m")
                    .put("workspace", folder.toString())
                    .put("accept", "test -s '" + folder.resolve(word) + "'");
            ids.add(api.post("/api/builds", build.toString()).path("id").asText());
        }
        return ids;
    }

    private String proposed(List<String> together) {
        var found = new ArrayList<String>();
        patiently(Duration.ofSeconds(30)).until(() -> {
            found.clear();
            api.items("/api/batches").stream()
                    .filter(each -> members(each).containsAll(together))
                    .map(each -> each.path("id").asText())
                    .forEach(found::add);
            return !found.isEmpty();
        });
        return found.getFirst();
    }

    private void decide(String path) {
        api.post(path, "{\"note\":\"for this night\"}");
    }

    /** Something that is so once the scheduler is back and goes on. */
    @FunctionalInterface
    private interface Goes {
        boolean on();
    }

    private void kill(int kill, String when, KillReport report, Goes goes) throws Exception {
        var killed = System.nanoTime();
        suite.killAndAwait("scheduler");
        var ready = Duration.ofNanos(System.nanoTime() - killed);
        patiently(Duration.ofSeconds(60)).until(goes::on);
        report.killed(kill, when, ready, Duration.ofNanos(System.nanoTime() - killed));
    }

    private boolean isAccepted(String id, List<String> together) {
        var batch = batch(id);
        assertThat(batch.path("state").asText()).isEqualTo("accepted");
        assertThat(members(batch)).containsExactlyInAnyOrderElementsOf(together);
        return true;
    }

    private void each_member_was_begun_once(String batch, List<String> together, Path folder) throws Exception {
        for (int n = 1; n <= TOGETHER; n++) {
            assertThat(Files.readAllLines(folder.resolve("part-" + n)))
                    .as("beginnings of part " + n)
                    .hasSize(1);
        }
        assertThat(together)
                .allSatisfy(id -> assertThat(builds.get(id).path("attempts")).hasSize(1));
        patiently(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(
                                batch(batch).path("measured").path("finished").asInt())
                        .isEqualTo(TOGETHER));
    }

    private void they_began_in_this_order(String... ids) {
        assertThat(Stream.of(ids).map(this::dispatchedAt)).isSorted();
    }

    private Instant dispatchedAt(String id) {
        assertThat(builds.get(id).path("attempts")).as("attempts at " + id).hasSize(1);
        return Instant.parse(builds.attempt(id, 1).path("dispatchedAt").asText());
    }

    private Instant nightEnds() {
        return Instant.parse(api.get("/api/queue/plan").path("until").asText());
    }

    private JsonNode batch(String id) {
        return api.items("/api/batches").stream()
                .filter(each -> each.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> members(JsonNode batch) {
        return StreamSupport.stream(batch.path("members").spliterator(), false)
                .map(each -> each.path("id").asText())
                .toList();
    }
}
