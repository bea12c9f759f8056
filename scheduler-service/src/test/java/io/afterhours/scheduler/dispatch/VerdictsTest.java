package io.afterhours.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.Json;
import io.afterhours.contracts.agent.BuildRequested;
import io.afterhours.scheduler.context.ContextResource;
import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.queue.QueueConfig;
import io.afterhours.scheduler.queue.Steering;
import io.afterhours.scheduler.queue.Verdicts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Until when a build waits that other builds or a person hold; it is Saturday 21 November 2026, 20:00 UTC. */
class VerdictsTest {
    private static final Instant NOW = Instant.parse("2026-11-21T20:00:00Z");

    private final Workbench bench = Workbench.open(1);

    @Test
    void a_build_waits_until_what_it_depends_on_should_have_run() {
        var first = bench.queue("Write the importer");
        var second = bench.queue(after("Write the exporter", first));
        bench.dispatch();
        bench.taken(bench.live(first.id()));

        assertThat(why(second).until()).isEqualTo(NOW.plus(Duration.ofMinutes(35)));
        assertThat(why(second).text()).contains("which is on its way to a runner, done about ");
    }

    @Test
    void a_build_waits_until_what_it_depends_on_should_have_started_and_run() {
        var busy = bench.queue("Write the importer");
        bench.dispatch();
        var first = bench.queue("Write the exporter");
        var second = bench.queue(after("Write the handbook", first));

        assertThat(why(second).until()).isEqualTo(NOW.plus(Duration.ofMinutes(70)));
        assertThat(why(second).text()).contains(first.id() + " (Write the exporter), which is queued, done about ");
        assertThat(busy.id()).isNotEqualTo(first.id());
    }

    @Test
    void nobody_can_say_until_when_a_build_waits_for_one_that_waits_for_a_person() {
        var first = bench.queue(request(Map.of("title", "Write a feature", "category", "new feature")));
        var second = bench.queue(after("Write the handbook", first));

        assertThat(why(second).code()).isEqualTo("dependency");
        assertThat(why(second).until()).isNull();
    }

    @Test
    void a_build_that_needs_consent_is_told_what_silence_means_and_when() {
        bench.configure(QueueConfig.class, Map.of("afterhours.queue.approval-within", "PT2H"));
        var build = bench.queue(request(Map.of("title", "Write a feature", "category", "new feature")));

        assertThat(why(build).until()).isEqualTo(NOW.plus(Duration.ofHours(2)));
        assertThat(why(build).text()).contains("Without your answer, “reject” is taken ");
        bench.clock().advance(Duration.ofHours(2));
        assertThat(why(build).until()).isNull();
    }

    @Test
    void a_build_that_needs_consent_without_end_has_no_time() {
        var build = bench.queue(request(Map.of("title", "Write a feature", "category", "new feature")));

        assertThat(why(build).code()).isEqualTo("approval");
        assertThat(why(build).until()).isNull();
    }

    @Test
    void what_a_person_says_of_where_they_are_is_told_as_the_reason_with_its_end() {
        bench.jdbi().useHandle(handle -> handle.execute("update control set policy = 'night'"));
        var risky = bench.queue(
                request(Map.of("title", "Write to all customers", "category", "external action", "priority", "high")));
        bench.jdbi().useTransaction(tx -> bench.get(Steering.class).approve(tx, risky.id(), "alice", null));

        bench.get(ContextResource.class)
                .put(new ContextResource.Said("sleeping", NOW.plus(Duration.ofMinutes(40))), "alice");
        assertThat(why(risky).code()).isEqualTo("context");
        assertThat(why(risky).until()).isEqualTo(NOW.plus(Duration.ofMinutes(40)));
        assertThat(why(risky).text())
                .contains("external action is more than the medium risk that is taken while you are asleep, until ");

        bench.get(ContextResource.class).put(new ContextResource.Said("sleeping", null), "alice");
        assertThat(why(risky).text()).contains("while you are asleep, until you say otherwise");
        assertThat(why(risky).until()).isNull();
    }

    @Test
    void in_a_list_each_build_is_told_what_it_is_told_alone() {
        bench.configure(QueueConfig.class, Map.of("afterhours.queue.approval-within", "PT2H"));
        var first = bench.queue("Write the importer");
        var builds = List.of(
                first,
                bench.queue(after("Write the exporter", first)),
                bench.queue(request(Map.of("title", "Write a feature", "category", "new feature"))));

        List<Verdicts.View> listed =
                bench.jdbi().inTransaction(tx -> bench.get(Verdicts.class).of(tx, builds));
        assertThat(listed).isEqualTo(builds.stream().map(this::why).toList());
    }

    private Verdicts.View why(Build build) {
        return bench.jdbi().inTransaction(tx -> bench.get(Verdicts.class).of(tx, bench.build(build.id())));
    }

    private static BuildRequested after(String title, Build before) {
        return request(Map.of(
                "title", title, "dependsOn", List.of(Map.of("id", before.id().toString()))));
    }

    private static BuildRequested request(Map<String, Object> fields) {
        return Json.mapper().convertValue(fields, BuildRequested.class);
    }
}
