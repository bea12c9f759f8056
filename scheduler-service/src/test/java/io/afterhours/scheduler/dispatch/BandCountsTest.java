package io.afterhours.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.Json;
import io.afterhours.contracts.agent.BuildRequested;
import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.queue.CountLoop;
import io.afterhours.scheduler.queue.QueueResource;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** In which band the builds of a queue could start next; it is Saturday 21 November 2026, 20:00 UTC. */
class BandCountsTest {
    private final Workbench bench = Workbench.open(3);

    @Test
    void every_build_that_waits_is_counted_in_the_band_in_which_it_could_start_next_or_by_what_else_it_waits_for() {
        policy("""
                {"name":"evening","from":"18:00","to":"22:00","slots":1,"priorities":["high"]},
                {"name":"night","from":"22:00","to":"06:00","slots":3,"priorities":["high","medium"]}""");
        IntStream.range(0, 150).forEach(i -> bench.queue(asking("Write page " + i, "medium")));
        var high = bench.queue(asking("Write the importer", "high"));
        bench.queue(asking("Write the exporter", "high"));
        bench.queue(asking("Write for nobody", "urgent"));
        bench.queue(request(Map.of("title", "Write a feature", "category", "new feature")));
        bench.queue(after("Write the handbook", high));
        bench.queue(request(Map.of("title", "Write the report", "earliestStart", "2026-11-23T10:00:00Z")));

        assertThat(byBand())
                .containsOnly(
                        Map.entry("evening", 2L),
                        Map.entry("night", 150L),
                        Map.entry("none", 1L),
                        Map.entry("waits for a person", 1L),
                        Map.entry("waits for other builds", 1L),
                        Map.entry("waits for its time", 1L));
    }

    @Test
    void counts_follow_what_becomes_of_builds_whether_folded_or_not() {
        var first = bench.queue("Write the importer");
        bench.queue(after("Write the exporter", first));
        assertThat(byBand()).containsOnly(Map.entry("always", 1L), Map.entry("waits for other builds", 1L));
        bench.get(CountLoop.class).foldOnce();

        bench.dispatch();
        bench.taken(bench.live(first.id()));
        bench.finished(bench.live(first.id()), null);

        assertThat(byBand()).containsOnly(Map.entry("always", 1L));
        bench.get(CountLoop.class).foldOnce();
        assertThat(byBand()).containsOnly(Map.entry("always", 1L));
    }

    private Map<String, Long> byBand() {
        return bench.get(QueueResource.class).stats().byBand();
    }

    private void policy(String bands) {
        bench.jdbi()
                .useHandle(handle -> handle.execute(
                        "update policy set body = ?",
                        "{\"name\":\"always\",\"zone\":\"UTC\",\"bands\":[" + bands + "]}"));
    }

    private static BuildRequested asking(String title, String priority) {
        return request(Map.of("title", title, "priority", priority));
    }

    private static BuildRequested after(String title, Build before) {
        return request(Map.of(
                "title", title, "dependsOn", List.of(Map.of("id", before.id().toString()))));
    }

    private static BuildRequested request(Map<String, Object> fields) {
        return Json.mapper().convertValue(fields, BuildRequested.class);
    }
}
