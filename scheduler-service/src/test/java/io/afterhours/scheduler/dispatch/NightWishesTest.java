package io.afterhours.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.afterhours.contracts.Category;
import io.afterhours.contracts.Priority;
import io.afterhours.contracts.agent.BuildRequested;
import io.afterhours.foundation.http.Problem;
import io.afterhours.scheduler.planning.NightOrder;
import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.queue.BuildId;
import io.afterhours.scheduler.queue.NightWishStore;
import io.afterhours.scheduler.queue.NightWishes;
import io.afterhours.scheduler.queue.NightWishes.Asked;
import io.afterhours.scheduler.queue.Verdicts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleConsumer;
import org.junit.jupiter.api.Test;

/** What a person asked of builds for the night, as dispatch obeys it; it is Saturday 21 November 2026, 20:00 UTC. */
class NightWishesTest {
    private static final Instant MORNING = Instant.parse("2026-11-22T05:00:00Z");
    private static final Asked ADA = new Asked("ada", MORNING, null);

    private final Workbench bench = Workbench.open(1);

    @Test
    void a_build_that_was_taken_out_does_not_start_before_the_night_is_over() {
        var build = bench.queue("Write the importer");
        ask(wishes -> tx -> wishes.veto(tx, build.id(), ADA));

        var pass = bench.dispatch();

        assertThat(pass.started()).isEmpty();
        assertThat(pass.nextLook()).isEqualTo(MORNING);
        assertThat(why(build))
                .startsWith("Waits: you took it out of the night's plan; it may start from tomorrow 06:00");
        bench.clock().advance(Duration.ofHours(9));
        assertThat(bench.dispatch().started()).extracting(Build::id).containsExactly(build.id());
    }

    @Test
    void another_scheduler_obeys_it_too() {
        var build = bench.queue("Write the importer");
        ask(wishes -> tx -> wishes.veto(tx, build.id(), ADA));

        assertThat(bench.replica().dispatch().started()).isEmpty();
    }

    @Test
    void a_build_that_is_kept_goes_before_a_better_score_and_after_what_is_urgent() {
        bench.queue(asking("Write the better importer", Priority.HIGH));
        var kept = bench.queue("Write the exporter");
        var urgent = bench.queue(asking("Fix the login", Priority.URGENT));
        ask(wishes -> tx -> wishes.lock(tx, kept.id(), ADA));

        assertThat(next()).isEqualTo(urgent.title());
        assertThat(next()).isEqualTo(kept.title());
        assertThat(next()).isEqualTo("Write the better importer");
    }

    @Test
    void builds_go_in_the_order_a_person_gave_them() {
        var first = bench.queue("Write the first page");
        var second = bench.queue("Write the second page");
        var third = bench.queue("Write the third page");
        var planned = List.of(
                first.id().toString(), second.id().toString(), third.id().toString());
        ask(wishes -> tx -> wishes.before(tx, third.id(), second.id(), planned, ADA));

        assertThat(next()).isEqualTo(first.title());
        assertThat(next()).isEqualTo(third.title());
        assertThat(next()).isEqualTo(second.title());
    }

    @Test
    void the_last_to_be_put_first_goes_first_and_says_so() {
        var one = bench.queue("Write the first page");
        var two = bench.queue("Write the second page");
        bench.queue(asking("Write the better page", Priority.HIGH));
        ask(wishes -> tx -> wishes.first(tx, one.id(), ADA));
        ask(wishes -> tx -> wishes.first(tx, two.id(), ADA));

        assertThat(why(one)).endsWith("It has place 2 in your order of the night.");
        assertThat(next()).isEqualTo(two.title());
        assertThat(next()).isEqualTo(one.title());
    }

    @Test
    void the_order_ends_with_the_night() {
        var better = bench.queue(asking("Write the better page", Priority.HIGH));
        var kept = bench.queue("Write the exporter");
        ask(wishes -> tx -> wishes.lock(tx, kept.id(), ADA));
        bench.clock().advance(Duration.ofHours(9));

        assertThat(next()).isEqualTo(better.title());
        assertThat(bench.count("select count(*) from build where night_until is not null"))
                .isZero();
        assertThat(next()).isEqualTo(kept.title());
    }

    @Test
    void the_last_change_is_taken_back_and_then_the_one_before_it() {
        var one = bench.queue("Write the first page");
        var two = bench.queue("Write the second page");
        ask(wishes -> tx -> wishes.lock(tx, one.id(), ADA));
        ask(wishes -> tx -> wishes.first(tx, two.id(), ADA));
        ask(wishes -> tx -> wishes.veto(tx, one.id(), ADA));

        ask(wishes -> tx -> assertThat(wishes.undo(tx, ADA)).isEqualTo("veto B-1"));
        assertThat(order()).isEqualTo(new NightOrder(List.of("B-2", "B-1"), Set.of()));
        ask(wishes -> tx -> assertThat(wishes.undo(tx, ADA)).isEqualTo("first B-2"));
        assertThat(order()).isEqualTo(new NightOrder(List.of("B-1"), Set.of()));
        ask(wishes -> tx -> wishes.undo(tx, ADA));
        assertThat(order()).isEqualTo(NightOrder.NOTHING);
        assertThatThrownBy(() -> ask(wishes -> tx -> wishes.undo(tx, ADA)))
                .isInstanceOf(Problem.class)
                .hasMessage("Nothing was changed in the night's plan.");
    }

    @Test
    void what_is_asked_of_one_build_is_taken_back_alone_and_it_starts_at_once() {
        var one = bench.queue("Write the first page");
        ask(wishes -> tx -> wishes.veto(tx, one.id(), ADA));
        ask(wishes -> tx -> wishes.forget(tx, one.id(), ADA));

        assertThat(next()).isEqualTo(one.title());
        assertThatThrownBy(() -> ask(wishes -> tx -> wishes.forget(tx, new BuildId(1), ADA)))
                .hasMessage("Nothing is asked of B-1 for the night.");
    }

    @Test
    void a_build_that_runs_is_refused() {
        var build = bench.queue("Write the importer");
        bench.dispatch();

        assertThatThrownBy(() -> ask(wishes -> tx -> wishes.veto(tx, build.id(), ADA)))
                .hasMessage(
                        "B-1 is dispatched; only builds that wait to start can be left out of a night or put first.");
    }

    @Test
    void every_change_is_audited_and_stands_in_the_history_of_the_build() {
        var build = bench.queue("Write the importer");
        ask(wishes -> tx -> wishes.veto(tx, build.id(), new Asked("ada", MORNING, "not yet")));

        assertThat(bench.count("select count(*) from audit where who = 'ada' and what = 'veto' and target = 'B-1'"
                        + " and why = 'not yet'"))
                .isEqualTo(1);
        assertThat(
                        bench.count(
                                "select count(*) from build_event where text = 'Taken out of the night''s plan by ada: not yet'"))
                .isEqualTo(1);
    }

    @Test
    void many_who_ask_at_once_leave_every_place_to_one_build() throws Exception {
        var builds = IntStream.range(0, 20)
                .mapToObj(i -> bench.queue("Write page number " + i))
                .toList();
        var other = bench.replica();

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asking = IntStream.range(0, builds.size())
                    .<Callable<Boolean>>mapToObj(i -> () -> {
                        var at = i % 2 == 0 ? bench : other;
                        at.jdbi()
                                .useTransaction(tx -> at.get(NightWishes.class)
                                        .first(tx, builds.get(i).id(), ADA));
                        return true;
                    })
                    .toList();
            for (var each : threads.invokeAll(asking)) {
                assertThat(each.get()).isTrue();
            }
        }

        assertThat(order().first()).hasSize(20);
        assertThat(bench.count("select count(distinct night_place) from build")).isEqualTo(20);
    }

    private void ask(Function<NightWishes, HandleConsumer<RuntimeException>> asking) {
        bench.jdbi().useTransaction(asking.apply(bench.get(NightWishes.class)));
    }

    private NightOrder order() {
        return bench.jdbi().inTransaction(this::order);
    }

    private NightOrder order(Handle tx) {
        return bench.get(NightWishStore.class).read(tx, bench.clock().instant());
    }

    /** The title of the one build that starts; it is over then. */
    private String next() {
        var started = bench.dispatch().started();
        assertThat(started).hasSize(1);
        var attempt = bench.live(started.getFirst().id());
        bench.taken(attempt);
        bench.finished(attempt, null);
        return started.getFirst().title();
    }

    private String why(Build build) {
        return bench.jdbi()
                .inTransaction(tx -> bench.get(Verdicts.class)
                        .of(tx, bench.build(build.id()))
                        .text());
    }

    private static BuildRequested asking(String title, Priority priority) {
        return new BuildRequested(
                title,
                title,
                priority,
                Category.OTHER,
                "other",
                5,
                Duration.ofHours(1),
                List.of(),
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
