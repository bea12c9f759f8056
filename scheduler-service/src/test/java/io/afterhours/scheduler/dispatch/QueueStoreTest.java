package io.afterhours.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.Category;
import io.afterhours.contracts.Priority;
import io.afterhours.contracts.agent.BuildRequested;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.queue.BuildFilter;
import io.afterhours.scheduler.queue.BuildStore;
import io.afterhours.scheduler.queue.CountLoop;
import io.afterhours.scheduler.queue.QueueStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.generic.GenericType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Lists and counts of the queue. */
class QueueStoreTest {
    private static final List<String> KINDS = List.of("landing-page", "content", "other");

    private final Workbench bench = Workbench.open(3);
    private final QueueStore queue = bench.get(QueueStore.class);

    @Test
    @Timeout(120)
    void the_counts_are_what_counting_says_after_any_changes_at_any_schedulers() throws Exception {
        var other = bench.replica();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var changing = IntStream.range(0, 6)
                    .mapToObj(i -> threads.submit(() -> change(i % 2 == 0 ? bench : other, new Random(i), i)))
                    .toList();
            for (var each : changing) {
                each.get();
            }
        }
        assertThatCountsAreTrue();

        bench.jdbi().useHandle(handle -> handle.execute("delete from build where number % 3 = 0"));
        assertThatCountsAreTrue();

        bench.get(CountLoop.class).foldOnce();
        assertThat(bench.count("select count(*) from build_count_change")).isZero();
        assertThat(bench.count("select count(*) from waiting_count_change")).isZero();
        assertThat(bench.count("select count(*) from waiting_count where builds = 0"))
                .isZero();
        assertThatCountsAreTrue();
    }

    @Test
    void every_filter_finds_what_it_says_newest_first_and_pages_show_each_build_once() {
        var random = new Random(7);
        var all = new ArrayList<Build>();
        for (int i = 0; i < 60; i++) {
            all.addFirst(bench.queue(drawn(random, "Page " + i + (i % 7 == 0 ? " of 100%_done" : " shop"))));
        }
        bench.dispatch();

        assertThat(pages(filter(null, null, null, null))).containsExactlyElementsOf(ids(all));
        for (var priority : Priority.values()) {
            assertThat(pages(filter(priority, null, null, null)))
                    .containsExactlyElementsOf(ids(all.stream()
                            .filter(each -> each.priority() == priority)
                            .toList()));
        }
        for (var kind : KINDS) {
            assertThat(pages(filter(null, kind, null, null)))
                    .containsExactlyElementsOf(ids(all.stream()
                            .filter(each -> each.kind().equals(kind))
                            .toList()));
            assertThat(pages(filter(Priority.HIGH, kind, "even", "SHOP")))
                    .containsExactlyElementsOf(ids(all.stream()
                            .filter(each -> each.kind().equals(kind)
                                    && each.priority() == Priority.HIGH
                                    && each.tags().contains("even")
                                    && each.title().contains("shop"))
                            .toList()));
        }
        assertThat(pages(filter(null, null, "even", null)))
                .containsExactlyElementsOf(ids(all.stream()
                        .filter(each -> each.tags().contains("even"))
                        .toList()));
        assertThat(pages(filter(null, null, null, "100%_d")))
                .containsExactlyElementsOf(ids(all.stream()
                        .filter(each -> each.title().contains("100%_d"))
                        .toList()));
        assertThat(pages(filter(null, null, null, "pa")))
                .as("fewer than three letters: the beginning")
                .hasSize(60);
        assertThat(pages(filter(null, null, null, "ag"))).isEmpty();
    }

    @Test
    void what_only_old_builds_have_is_found_newest_first_wherever_they_lie() {
        var old = new ArrayList<Build>();
        for (var number : List.of(1, 16_382, 16_390, 40_000)) {
            bench.jdbi().useHandle(handle -> handle.execute("alter table build alter number restart with " + number));
            for (int i = 0; i < 5; i++) {
                old.addFirst(bench.queue(drawn(new Random(i), "Paint the shed " + (number + i))));
            }
        }
        bench.jdbi().useHandle(handle -> handle.execute("""
                        insert into build (title, prompt, priority, category, kind, impact, effort, approval, score, created_at, tags,
                          created_by, minutes_p50, minutes_p90, cost_p50, cost_p90, estimate_source)
                        select 'Other ' || n, prompt, priority, category, kind, impact, effort, approval, score, created_at, '{}',
                          created_by, minutes_p50, minutes_p90, cost_p50, cost_p90, estimate_source
                        from build cross join generate_series(1, 1100) n where number = 1"""));

        assertThat(pages(filter(null, null, null, "the SHED"))).containsExactlyElementsOf(ids(old));
        assertThat(pages(filter(null, null, old.getFirst().tags().getFirst(), null)))
                .containsExactlyElementsOf(ids(old.stream()
                        .filter(each -> each.tags().equals(old.getFirst().tags()))
                        .toList()));
        assertThat(pages(filter(null, null, null, "the barn"))).isEmpty();
    }

    @Test
    void a_text_of_several_words_is_looked_for_as_it_is_written() {
        var titles = List.of(
                "Paint the old shed",
                "Paint  the old shed",
                "The old paint shed",
                "Repaint the 100%_old shed",
                "paint THE OLD shed\\barn",
                "Paint the 100xxold shed");
        titles.forEach(bench::queue);

        for (var text : List.of(
                "the old",
                "nt the o",
                "t  the",
                "old paint",
                "the 100%_o",
                "THE old",
                "old shed\\b",
                " the ",
                "a b c")) {
            assertThat(titles(filter(null, null, null, text)))
                    .as(text)
                    .containsExactlyInAnyOrderElementsOf(titles.stream()
                            .filter(each -> each.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)))
                            .toList());
        }
    }

    private List<String> titles(BuildFilter filter) {
        return bench.jdbi().inTransaction(tx -> queue.list(tx, filter)).stream()
                .map(Build::title)
                .toList();
    }

    @Test
    void several_states_come_in_one_order() {
        for (int i = 0; i < 12; i++) {
            bench.queue("Build " + i);
        }
        bench.dispatch();

        var found = pages(new BuildFilter(
                List.of(BuildState.QUEUED, BuildState.DISPATCHED), null, null, null, null, null, null, 5));

        assertThat(found).hasSize(12).isSortedAccordingTo((one, next) -> Long.compare(next, one));
        assertThat(pages(new BuildFilter(List.of(BuildState.DISPATCHED), null, null, null, null, null, null, 5)))
                .hasSize(3);
    }

    private void change(Workbench scheduler, Random random, int who) {
        var store = scheduler.get(BuildStore.class);
        var own = new ArrayList<Build>();
        for (int i = 0; i < 60; i++) {
            if (own.isEmpty() || random.nextInt(3) == 0) {
                own.add(scheduler.queue(drawn(random, "Build " + who + "-" + i)));
            } else {
                var at = random.nextInt(own.size());
                var state = any(random, BuildState.values());
                var build = own.get(at);
                own.set(
                        at,
                        scheduler
                                .jdbi()
                                .inTransaction(tx -> random.nextBoolean()
                                        ? store.move(
                                                tx,
                                                build,
                                                state,
                                                scheduler.clock().instant())
                                        : store.prioritize(tx, build, Priority.LOW, build.approval(), 1)));
            }
            if (random.nextInt(10) == 0) {
                scheduler.get(CountLoop.class).foldOnce();
            }
        }
    }

    private void assertThatCountsAreTrue() {
        bench.jdbi().useHandle(handle -> {
            assertThat(queue.countBy(handle, QueueStore.Count.STATE)).isEqualTo(counted("state", "true"));
            assertThat(queue.countBy(handle, QueueStore.Count.PRIORITY))
                    .isEqualTo(counted("priority", "state in ('queued', 'retrying')"));
            assertThat(queue.countBy(handle, QueueStore.Count.KIND))
                    .isEqualTo(counted("kind", "state in ('queued', 'retrying')"));
            assertThat(queue.waitingByLane(handle))
                    .filteredOn(each -> each.lane() != null)
                    .allSatisfy(each -> assertThat(each.hold()).isEqualTo(QueueStore.Hold.NONE))
                    .extracting(each -> each.lane() + "=" + each.builds())
                    .containsExactlyInAnyOrderElementsOf(
                            counted("lane::text", "state in ('queued', 'retrying') and lane is not null")
                                    .entrySet()
                                    .stream()
                                    .map(each -> each.getKey() + "=" + each.getValue())
                                    .toList());
            assertThat(queue.waitingByLane(handle))
                    .filteredOn(each -> each.lane() == null)
                    .extracting(QueueStore.Waiting::builds)
                    .containsExactlyElementsOf(counted("'person'", "state in ('queued', 'retrying') and lane is null")
                            .values());
        });
    }

    private Map<String, Long> counted(String column, String where) {
        return bench.jdbi()
                .withHandle(handle -> handle.createQuery("select " + column
                                + " as what, count(*) as builds from build where " + where + " group by 1")
                        .setMapKeyColumn("what")
                        .setMapValueColumn("builds")
                        .collectInto(new GenericType<Map<String, Long>>() {}));
    }

    /** The numbers of all builds that a filter finds, page by page. */
    private List<Long> pages(BuildFilter filter) {
        return bench.jdbi().inTransaction(tx -> {
            var found = new ArrayList<Long>();
            var page = queue.list(tx, filter);
            while (!page.isEmpty()) {
                found.addAll(ids(page));
                page = queue.list(
                        tx,
                        new BuildFilter(
                                filter.states(),
                                filter.priority(),
                                filter.agent(),
                                filter.tag(),
                                filter.kind(),
                                filter.text(),
                                found.getLast(),
                                filter.limit()));
            }
            return found;
        });
    }

    private static List<Long> ids(List<Build> builds) {
        return builds.stream().map(each -> each.id().number()).toList();
    }

    private static BuildFilter filter(
            @Nullable Priority priority, @Nullable String kind, @Nullable String tag, @Nullable String text) {
        return new BuildFilter(List.of(), priority, null, tag, kind, text, null, 7);
    }

    @SafeVarargs
    private static <T> T any(Random random, T... values) {
        return values[random.nextInt(values.length)];
    }

    private static BuildRequested drawn(Random random, String title) {
        return new BuildRequested(
                title,
                title,
                any(random, Priority.values()),
                Category.OTHER,
                KINDS.get(random.nextInt(3)),
                5,
                Duration.ofHours(1),
                List.of(random.nextBoolean() ? "even" : "odd"),
                List.of(),
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }
}
