package io.afterhours.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.afterhours.contracts.InvalidEvent;
import io.afterhours.scheduler.queue.BatchResource;
import io.afterhours.scheduler.queue.BatchResource.Item;
import io.afterhours.scheduler.queue.BuildId;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Many builds queued at once. */
class BatchIntakeTest {
    private final Workbench bench = Workbench.open(3);
    private final BatchResource batch = bench.get(BatchResource.class);

    @Test
    void each_is_queued_in_its_order_with_all_that_was_asked() {
        var added = add("""
                [{"title":"First","priority":"high","tags":["a","b"],"effort":"2h","workspace":"/repo","cap":"2.50",
                  "earliestStart":"2026-12-01T10:00:00Z","key":"k-1"},
                 {"title":"Second","blockers":["No key"]},
                 {"title":"Third","priority":"low","dependsOn":[]}]""");

        assertThat(added.items()).extracting(Item::id).containsExactly("B-1", "B-2", "B-3");
        assertThat(added.queued()).isEqualTo(3);
        var first = bench.build(BuildId.parse("id", "B-1"));
        assertThat(first.tags()).containsExactly("a", "b");
        assertThat(first.effort()).hasHours(2);
        assertThat(first.cap()).isEqualByComparingTo("2.50");
        assertThat(first.earliestStart()).isEqualTo("2026-12-01T10:00:00Z");
        assertThat(bench.count("select count(*) from build_event where type = 'queued'"))
                .isEqualTo(3);
        assertThat(bench.count("select count(*) from outbox where subject like 'build.queued.%'"))
                .isEqualTo(3);
        assertThat(bench.count("select count(*) from escalation where kind in ('approval', 'blocker')"))
                .isEqualTo(2);
    }

    @Test
    void one_that_is_there_already_or_comes_twice_is_the_same_build() {
        var there = bench.queue("There");

        var added = add("""
                [{"title":"There"}, {"title":"Twice"}, {"title":"Twice"}, {"title":"One","key":"k-1"}, {"title":"Other","key":"k-1"}]""");

        assertThat(added.items()).extracting(Item::status).containsExactly("same", "queued", "same", "queued", "same");
        assertThat(added.items().get(0).id()).isEqualTo(there.id().toString());
        assertThat(added.items().get(2).id()).isEqualTo(added.items().get(1).id());
        assertThat(added.items().get(4).id()).isEqualTo(added.items().get(3).id());
        assertThat(bench.count("select count(*) from build")).isEqualTo(3);
    }

    @Test
    void one_that_is_refused_names_the_field_and_harms_no_other() {
        var added = add("""
                [{"title":" "}, {"title":"Good"}, 7, {"title":"Late","impact":11},
                 {"title":"After","dependsOn":[{"id":"B-99"}]}, {"title":"Odd","priority":"soon"}]""");

        assertThat(added.items())
                .extracting(Item::status)
                .containsExactly("refused", "queued", "refused", "refused", "refused", "refused");
        assertThat(added.items())
                .extracting(Item::field)
                .containsExactly("title", null, "payload", "impact", "dependsOn.id", "priority");
        assertThat(added.items().get(3).expected()).isEqualTo("a number from 1 to 10");
        assertThat(added.refused()).isEqualTo(5);
        assertThat(bench.count("select count(*) from build")).isEqualTo(1);
    }

    @Test
    void what_is_no_array_or_too_long_is_refused_as_a_whole() {
        var many = IntStream.rangeClosed(0, BatchResource.MOST)
                .mapToObj(i -> "{\"title\":\"Build " + i + "\"}")
                .collect(Collectors.joining(",", "[", "]"));

        assertThatThrownBy(() -> add("{\"title\":\"One\"}"))
                .isInstanceOf(InvalidEvent.class)
                .hasMessageContaining("an array of builds");
        assertThatThrownBy(() -> add("")).isInstanceOf(InvalidEvent.class).hasMessageContaining("an array of builds");
        assertThatThrownBy(() -> add("[{")).isInstanceOf(InvalidEvent.class);
        assertThatThrownBy(() -> add(many))
                .isInstanceOf(InvalidEvent.class)
                .hasMessageContaining("at most 1000 builds");
        assertThat(bench.count("select count(*) from build")).isZero();
    }

    private BatchResource.Batch add(String body) {
        return batch.add(body.getBytes(StandardCharsets.UTF_8), "ada");
    }
}
