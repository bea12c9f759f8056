package io.afterhours.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.scheduler.AttemptDispatched;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.scheduler.escalation.EscalationResource;
import io.afterhours.scheduler.nightplan.NightKeeper;
import io.afterhours.scheduler.nightplan.NightPlanResource;
import io.afterhours.scheduler.nightplan.NightPlanView;
import io.afterhours.scheduler.queue.QueueResource;
import io.afterhours.scheduler.queue.Verdicts;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Builds that go together, until they start: one attempt, one place in the plan, one sentence for all. */
class BatchStartTest {
    private final Pages pages = Pages.threeAlike();
    private final Workbench bench = pages.bench();

    @Test
    void what_was_accepted_starts_as_one_attempt_in_one_slot() {
        pages.accept(pages.proposed());

        assertThat(bench.dispatch().started()).hasSize(1);
        assertThat(pages.builds()).extracting(pages::stateOf).containsOnly(BuildState.DISPATCHED);
        var order = pages.order();
        assertThat(order.build()).isEqualTo(pages.ids().getFirst());
        assertThat(order.members())
                .extracting(AttemptDispatched.Member::build)
                .containsExactlyElementsOf(pages.ids().subList(1, 3));
        assertThat(order.prompt()).contains("Task 1 of 3: Page 1", "Task 3 of 3: Page 3");
        assertThat(bench.count("select count(distinct fence) from attempt")).isEqualTo(3);
        pages.page("Another");
        pages.page("And another");
        assertThat(bench.dispatch().started()).hasSize(2);
    }

    @Test
    void a_member_that_was_called_off_before_the_start_does_not_go_along() {
        pages.accept(pages.proposed());
        pages.cancel(pages.get(2));
        bench.dispatch();

        assertThat(pages.order().members())
                .extracting(AttemptDispatched.Member::build)
                .containsExactly(pages.ids().get(1));
    }

    @Test
    void a_member_says_with_whom_it_goes() {
        pages.accept(pages.proposed());

        var verdict = bench.jdbi()
                .inTransaction(tx -> bench.get(Verdicts.class)
                        .of(tx, List.of(bench.build(pages.get(1).id()))))
                .getFirst();

        assertThat(verdict.code()).isEqualTo("merge");
        assertThat(verdict.text())
                .startsWith("Goes together with " + pages.ids().get(0) + " and "
                        + pages.ids().get(2) + " as one attempt (saves about 18 min, $0.36)");
    }

    @Test
    void a_member_says_what_holds_all_of_them() {
        pages.accept(pages.proposed());
        bench.jdbi().useHandle(handle -> handle.execute("update control set mode = 'paused'"));

        var verdict = bench.jdbi()
                .inTransaction(tx -> bench.get(Verdicts.class)
                        .of(tx, bench.build(pages.get(1).id())));

        assertThat(verdict.code()).isEqualTo("merge");
        assertThat(verdict.text()).endsWith(" $0.36). Waits: paused; resume to let builds start.");
    }

    @Test
    void in_the_nights_plan_it_is_one_bar_and_is_counted_once() {
        pages.accept(pages.proposed());
        bench.clock().advance(Duration.ofMinutes(115));

        var plan = bench.get(NightPlanResource.class).plan();

        assertThat(plan.builds()).singleElement().satisfies(planned -> {
            assertThat(planned.build()).isEqualTo(pages.ids().getFirst());
            assertThat(planned.along())
                    .extracting(NightPlanView.Along::build)
                    .containsExactlyElementsOf(pages.ids().subList(1, 3));
        });
        assertThat(plan.minutes()).isEqualTo(72);
        assertThat(plan.left()).isEmpty();
        assertThat(plan.more()).isZero();
    }

    @Test
    void next_to_start_are_all_of_it_at_one_time() {
        pages.accept(pages.proposed());
        pages.page("Another");
        bench.jdbi().useHandle(tx -> tx.execute("update runner set slots = 1"));

        var next = bench.get(QueueResource.class).next(10).items();

        var now = bench.clock().instant();
        assertThat(next)
                .extracting(QueueResource.Next::expectedStart)
                .containsExactly(now, now, now, now.plus(Duration.ofMinutes(72)));
        assertThat(next).extracting(each -> each.verdict().code()).containsExactly("start", "merge", "merge", "slots");
    }

    @Test
    void what_stands_behind_it_waits_once_for_the_time_of_all_of_it() {
        pages.accept(pages.proposed());
        bench.jdbi().useHandle(tx -> tx.execute("update policy set body = ?", """
                {"name":"always","zone":"UTC","bands":[{"name":"night","from":"22:00","to":"06:00","slots":1}]}"""));
        var behind = pages.page("Another");

        var alone = bench.jdbi().inTransaction(tx -> bench.get(Verdicts.class).of(tx, bench.build(behind.id())));
        var listed =
                bench.jdbi().inTransaction(tx -> bench.get(Verdicts.class).of(tx, List.of(bench.build(behind.id()))));

        assertThat(alone.text()).endsWith("in the only slot; 3 builds are ahead, so about today 23:12.");
        assertThat(listed).extracting(Verdicts.View::text).containsExactly(alone.text());
    }

    @Test
    void not_tonight_holds_all_of_it() {
        pages.accept(pages.proposed());
        bench.clock().advance(Duration.ofMinutes(115));
        bench.get(NightKeeper.class).planOnce();
        var asked = bench.get(EscalationResource.class)
                .list("open", null, "10")
                .items()
                .getFirst();
        assertThat(asked.title()).startsWith("Tonight: 3 builds, about 1 h 12 min of work");
        assertThat(asked.question())
                .contains("B-1 Page 1 together with " + pages.ids().get(1) + ", "
                        + pages.ids().get(2) + " (");

        bench.get(EscalationResource.class)
                .answer(asked.id(), new EscalationResource.Answer("not tonight", null), "ada");

        assertThat(bench.dispatch().started()).isEmpty();
    }
}
