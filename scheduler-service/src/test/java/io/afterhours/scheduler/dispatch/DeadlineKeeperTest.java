package io.afterhours.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import io.afterhours.contracts.Json;
import io.afterhours.contracts.Priority;
import io.afterhours.contracts.Severity;
import io.afterhours.contracts.agent.BuildRequested;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.scheduler.audit.Audit;
import io.afterhours.scheduler.audit.AuditResource;
import io.afterhours.scheduler.deadline.DeadlineKeeper;
import io.afterhours.scheduler.deadline.DeadlineResource;
import io.afterhours.scheduler.escalation.EscalationResource;
import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.queue.BuildEvents;
import io.afterhours.scheduler.queue.BuildResource;
import io.afterhours.scheduler.queue.BuildView;
import io.afterhours.scheduler.queue.BuildViews;
import io.afterhours.scheduler.queue.QueueResource;
import io.afterhours.scheduler.queue.Verdicts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** What becomes of deadlines; a build takes about 35 minutes, and there is one slot. */
class DeadlineKeeperTest {
    private final Workbench bench = Workbench.open(1);

    @Test
    void a_build_that_would_end_after_its_deadline_says_so_wherever_it_is_shown() {
        bench.queue("Write the importer");
        bench.dispatch();
        var late = bench.queue(due("Write the exporter", Duration.ofMinutes(50)));

        assertThat(why(late).late()).isTrue();
        assertThat(why(late).text()).contains("It would end about ").contains(", after its deadline ");
        assertThat(bench.get(QueueResource.class).next(10).items())
                .singleElement()
                .satisfies(next -> assertThat(next.verdict().late()).isTrue());
    }

    @Test
    void a_build_that_should_keep_its_deadline_says_nothing_of_it() {
        var build = bench.queue(due("Write the exporter", Duration.ofMinutes(50)));

        assertThat(why(build).late()).isFalse();
        assertThat(why(build).text()).isEqualTo("Starts now.");
        assertThat(look()).isZero();
    }

    @Test
    void a_build_that_runs_past_its_deadline_or_finished_after_it_says_so() {
        var build = bench.queue(due("Write the exporter", Duration.ofMinutes(20)));
        bench.dispatch();
        bench.taken(bench.live(build.id()));
        assertThat(why(build).text()).contains("It would end about ");

        bench.clock().advance(Duration.ofMinutes(30));
        bench.finished(bench.live(build.id()), null);

        assertThat(why(build).text()).startsWith("Finished ").contains(" Its deadline was ");
    }

    @Test
    void a_deadline_that_a_waiting_build_cannot_keep_any_more_is_put_before_the_person_once() {
        bench.queue("Write the importer");
        bench.dispatch();
        var build = bench.queue(due("Write the exporter", Duration.ofMinutes(80)));
        bench.queue(due("Write the handbook", Duration.ofDays(9)));
        assertThat(look()).isZero();

        bench.clock().advance(Duration.ofMinutes(50));
        assertThat(look()).isEqualTo(1);
        assertThat(look()).isZero();

        assertThat(questions()).singleElement().satisfies(question -> {
            assertThat(question.kind()).isEqualTo("deadline");
            assertThat(question.severity()).isEqualTo(Severity.HIGH);
            assertThat(question.build()).isEqualTo(build.id().toString());
            assertThat(question.options()).containsExactly("noted", "urgent", "cancel");
            assertThat(question.question()).contains("after its deadline ");
        });
    }

    @Test
    void what_was_noted_is_not_asked_again_unless_the_deadline_is_moved() {
        var build = lost();
        answer("noted");
        assertThat(look()).isZero();
        assertThat(bench.build(build.id()).state()).isEqualTo(BuildState.QUEUED);

        move(build, Duration.ofMinutes(5));

        assertThat(look()).isEqualTo(1);
    }

    @Test
    void a_question_about_a_deadline_is_taken_back_when_the_deadline_is_moved() {
        var build = lost();

        move(build, Duration.ofDays(1));

        assertThat(questions()).isEmpty();
    }

    @Test
    void a_deadline_is_set_moved_and_taken_away_by_a_person_and_its_history_and_the_audit_say_so() {
        var build = bench.queue("Write the exporter");

        assertThat(move(build, Duration.ofMinutes(20)).verdict().late()).isTrue();
        assertThat(move(build, Duration.ofHours(6)).deadline())
                .isEqualTo(bench.clock().instant().plus(Duration.ofHours(6)));
        var without = bench.get(DeadlineResource.class).delete(build.id().toString(), "no hurry", "alice");

        assertThat(without.deadline()).isNull();
        assertThat(bench.get(BuildResource.class).events(build.id().toString()).items())
                .extracting(BuildEvents.Entry::text)
                .first(STRING)
                .matches("Deadline .* taken away by alice: no hurry");
        assertThat(bench.get(AuditResource.class).list(null, "50", null).items())
                .extracting(Audit.Entry::who, Audit.Entry::what, Audit.Entry::target, Audit.Entry::why)
                .contains(tuple("alice", "deadline none", build.id().toString(), "no hurry"));
    }

    @Test
    void the_deadline_that_a_build_has_already_and_none_where_it_has_none_change_nothing() {
        var build = bench.queue("Write the exporter");
        move(build, Duration.ofHours(6));
        var version = bench.build(build.id()).version();

        move(build, Duration.ofHours(6));
        assertThat(bench.build(build.id()).version()).isEqualTo(version);

        bench.get(DeadlineResource.class).delete(build.id().toString(), null, "alice");
        bench.get(DeadlineResource.class).delete(build.id().toString(), null, "alice");
        assertThat(bench.build(build.id()).version()).isEqualTo(version + 1);
    }

    @Test
    void a_deadline_that_is_over_none_at_all_and_a_build_that_is_over_are_refused() {
        var build = bench.queue("Write the exporter");
        var desk = bench.get(DeadlineResource.class);
        var id = build.id().toString();

        assertThatThrownBy(() -> move(build, Duration.ZERO)).hasMessageContaining("deadline: expected a time to come");
        assertThatThrownBy(() -> desk.put(id, new DeadlineResource.Wanted(null, null), "alice"))
                .hasMessageContaining("deadline: expected a time to come");
        bench.get(BuildResource.class).cancel(id, null, "alice");
        assertThatThrownBy(() -> move(build, Duration.ofHours(6))).hasMessageContaining("is over already: cancelled");
    }

    @Test
    void a_deadline_that_comes_back_and_cannot_be_kept_is_told_of_again() {
        var build = lost();
        var first = Objects.requireNonNull(bench.build(build.id()).deadline());
        bench.get(DeadlineResource.class).delete(build.id().toString(), null, "alice");
        assertThat(questions()).isEmpty();

        bench.get(DeadlineResource.class).put(build.id().toString(), new DeadlineResource.Wanted(first, null), "alice");

        assertThat(look()).isEqualTo(1);
    }

    @Test
    void a_question_about_a_deadline_is_taken_back_when_the_build_is_over() {
        var build = lost();
        bench.dispatch();
        bench.taken(bench.live(build.id()));
        look();
        assertThat(questions()).hasSize(1);

        bench.finished(bench.live(build.id()), null);
        look();

        assertThat(questions()).isEmpty();
    }

    @Test
    void urgent_lets_it_go_before_all_others_and_cancel_calls_it_off() {
        var first = lost();
        answer("urgent");
        assertThat(bench.build(first.id()).priority()).isEqualTo(Priority.URGENT);

        var second = bench.queue(due("Write the handbook", Duration.ofMinutes(1)));
        look();
        answer("cancel");
        assertThat(bench.build(second.id()).state()).isEqualTo(BuildState.CANCELLED);
    }

    /** A build that waits, and of whose deadline the person was told. */
    private Build lost() {
        var build = bench.queue(due("Write the exporter", Duration.ofMinutes(1)));
        assertThat(look()).isEqualTo(1);
        return build;
    }

    private BuildView move(Build build, Duration from) {
        var deadline = bench.clock().instant().plus(from);
        return bench.get(DeadlineResource.class)
                .put(build.id().toString(), new DeadlineResource.Wanted(deadline, null), "alice");
    }

    private int look() {
        return bench.get(DeadlineKeeper.class).lookOnce();
    }

    private void answer(String option) {
        bench.get(EscalationResource.class)
                .answer(questions().getFirst().id(), new EscalationResource.Answer(option, null), "alice");
    }

    private List<EscalationResource.View> questions() {
        return bench.get(EscalationResource.class).list("open", null, "50").items();
    }

    private Verdicts.View why(Build build) {
        return bench.jdbi()
                .inTransaction(tx -> bench.get(BuildViews.class).one(tx, build.id()))
                .verdict();
    }

    private BuildRequested due(String title, Duration within) {
        Instant deadline = bench.clock().instant().plus(within);
        return Json.mapper()
                .convertValue(Map.of("title", title, "deadline", deadline.toString()), BuildRequested.class);
    }
}
