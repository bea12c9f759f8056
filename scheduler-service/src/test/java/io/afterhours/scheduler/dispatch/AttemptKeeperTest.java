package io.afterhours.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.Json;
import io.afterhours.contracts.agent.BuildRequested;
import io.afterhours.contracts.runner.AttemptFinished;
import io.afterhours.contracts.runner.AttemptStarted;
import io.afterhours.contracts.runner.Failure;
import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.foundation.http.Problem;
import io.afterhours.scheduler.control.ControlStore;
import io.afterhours.scheduler.dispatch.Attempt.State;
import io.afterhours.scheduler.escalation.Answers;
import io.afterhours.scheduler.escalation.Escalation;
import io.afterhours.scheduler.escalation.Escalations;
import io.afterhours.scheduler.ladder.LadderWriter;
import io.afterhours.scheduler.planning.HumanTime;
import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.queue.Steering;
import io.afterhours.scheduler.retry.Addition;
import io.afterhours.scheduler.retry.Consequence;
import io.afterhours.scheduler.retry.Ladder;
import io.afterhours.scheduler.retry.Rung;
import io.afterhours.scheduler.retry.Scope;
import io.afterhours.scheduler.retry.Tally;
import io.afterhours.scheduler.retry.Told;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AttemptKeeperTest {
    private static final int ROUNDS = 60;

    private final Workbench bench = Workbench.open(3);
    private final AttemptKeeper keeper = bench.get(AttemptKeeper.class);

    @Test
    void orders_a_runner_to_end_an_attempt_that_is_no_longer_its_own() {
        var attempt = dispatched("Write the importer");
        bench.taken(attempt);

        bench.jdbi().useTransaction(tx -> keeper.renew(tx, "runner-2", Map.of(attempt.session(), attempt.fence())));

        assertThat(bench.count("select count(*) from outbox where subject = 'command.runner-2'"))
                .isEqualTo(1);
        assertThat(bench.attempt(attempt.session()).runner()).isEqualTo(Workbench.RUNNER);
    }

    @Test
    void counts_no_failure_for_an_attempt_that_its_runner_reports_as_lost() {
        var attempt = dispatched("Write the importer");

        bench.finished(attempt, new Failure(FailureClass.LOST, "The runner was killed.", null, null));

        assertThat(bench.attempt(attempt.session()).state()).isEqualTo(State.LOST);
        assertThat(bench.build(attempt.build())).satisfies(build -> {
            assertThat(build.state()).isEqualTo(BuildState.RETRYING);
            assertThat(build.tally()).isEqualTo(new Tally(0, 1));
        });
    }

    @Test
    void an_event_that_an_attempt_failed_says_of_which_class() {
        var attempt = dispatched("Write the importer");

        bench.finished(attempt, new Failure(FailureClass.CRASHED, "It crashed.", null, null));

        assertThat(bench.count(
                        "select count(*) from outbox where subject like 'build.retrying.%' and payload::json ->> 'failure' = 'crashed'"
                                + " and payload::json ->> 'session' = '" + attempt.session() + "'"))
                .isEqualTo(1);
        assertThat(
                        bench.count(
                                "select count(*) from outbox where subject like 'build.dispatched.%' and payload::json ->> 'failure' is null"))
                .isEqualTo(1);
    }

    @Test
    void an_attempt_ends_whatever_character_its_long_reason_is_cut_in() {
        var attempt = dispatched("Write the importer");

        bench.finished(attempt, new Failure(FailureClass.CRASHED, "x".repeat(1_999) + "🌙 and more", null, null));

        assertThat(said(attempt)).contains("x".repeat(1_999) + "…");
    }

    @Test
    void says_when_it_is_tried_again_as_a_person_does() {
        bench.jdbi().useHandle(handle -> handle.execute("""
                update policy set body = replace(body, '"0s","0s"', '"4h","10m"')"""));
        var attempt = dispatched("Write the importer");

        bench.finished(attempt, new Failure(FailureClass.CRASHED, "It crashed.", null, null));

        var zone = bench.get(ControlStore.class).zone();
        var next = bench.clock().instant().plus(Duration.ofHours(4)).atZone(zone);
        assertThat(said(attempt))
                .contains("It crashed. Next try at "
                        + new HumanTime(bench.clock().instant(), zone).noted(next.toInstant()) + ", on rung 1 of 2.");
    }

    @Test
    void an_attempt_knows_which_rung_of_the_ladder_it_is_and_what_it_follows() {
        var first = dispatched("Write the importer");
        bench.finished(first, new Failure(FailureClass.CRASHED, "It crashed.", null, null));

        bench.dispatch();

        assertThat(first.rung()).isZero();
        assertThat(bench.live(first.build())).satisfies(second -> {
            assertThat(second.rung()).isEqualTo(1);
            assertThat(second.climbed()).isEqualTo(FailureClass.CRASHED);
        });
        assertThat(said(first)).contains("Attempt 2, rung 1 of the retry ladder, sent to pool default.");
    }

    @Test
    void a_rung_may_give_the_build_to_another_agent_with_its_own_model() {
        ladder(List.of(new Rung(Duration.ZERO, Addition.ALL, Scope.SAME, "codex", null, Told.NOBODY)), Map.of());
        var attempt = dispatched("Write the importer");
        bench.jdbi().useHandle(handle -> handle.execute("update build set agent = 'claude', model = 'opus'"));

        bench.finished(attempt, new Failure(FailureClass.CRASHED, "It crashed.", null, null));

        assertThat(bench.build(attempt.build())).satisfies(build -> {
            assertThat(build.agent()).isEqualTo("codex");
            assertThat(build.model()).isNull();
            assertThat(build.resume()).isNull();
        });
    }

    @Test
    void a_rung_may_change_the_model_alone() {
        ladder(List.of(new Rung(Duration.ZERO, Addition.ALL, Scope.SAME, null, "opus", Told.NOBODY)), Map.of());
        var attempt = dispatched("Write the importer");
        var agent = bench.build(attempt.build()).agent();

        bench.finished(attempt, new Failure(FailureClass.CRASHED, "It crashed.", null, null));

        assertThat(bench.build(attempt.build())).satisfies(build -> {
            assertThat(build.agent()).isEqualTo(agent);
            assertThat(build.model()).isEqualTo("opus");
        });
    }

    @Test
    void a_rung_that_tells_the_person_asks_until_the_build_is_tried_again() {
        var attempt = crashedAtARungThatTellsThePerson();
        var asked = asked(attempt).orElseThrow();
        assertThat(asked.question()).satisfies(question -> {
            assertThat(question.kind()).isEqualTo("retry");
            assertThat(question.options()).containsExactly("go-on", "cancel");
            assertThat(question.defaultOption()).isEqualTo("go-on");
            assertThat(question.deadline()).isEqualTo(bench.clock().instant().plus(Duration.ofMinutes(5)));
        });
        bench.clock().advance(Duration.ofMinutes(6));
        bench.jdbi().useTransaction(tx -> bench.get(Answers.class).expireOnce(tx));
        assertThat(asked(attempt)).isEmpty();
        assertThat(bench.build(attempt.build()).state()).isEqualTo(BuildState.RETRYING);
    }

    @Test
    void an_attempt_over_its_cap_is_stopped_keeps_what_it_did_and_goes_to_the_person() {
        var build = bench.queue(Json.read(
                "{\"title\":\"Write the importer\",\"cap\":2.5}".getBytes(StandardCharsets.UTF_8),
                BuildRequested.class));
        bench.dispatch();
        var attempt = bench.live(build.id());
        bench.taken(attempt);

        bench.get(CapKeeper.class).look(Map.of(attempt.session(), 2_500_000_000L));
        assertThat(stopOrders()).isZero();
        bench.get(CapKeeper.class).look(Map.of(attempt.session(), 2_610_000_000L));
        bench.get(CapKeeper.class).look(Map.of(attempt.session(), 2_700_000_000L));
        assertThat(stopOrders()).isEqualTo(1);
        assertThat(bench.live(build.id()).state().isLive()).isTrue();

        bench.finished(attempt, new Failure(FailureClass.CANCELLED, "It was stopped as asked.", null, null));

        assertThat(bench.build(build.id()).state()).isEqualTo(BuildState.ESCALATED);
        assertThat(bench.attempt(attempt.session())).satisfies(over -> {
            assertThat(Objects.requireNonNull(over.failure()).failureClass()).isEqualTo(FailureClass.OUT_OF_BUDGET);
            assertThat(over.failure().text()).isEqualTo("It has cost $2.61, and its cap is $2.50.");
            assertThat(over.summary()).isEqualTo("done");
        });
    }

    @Test
    void an_attempt_that_was_done_before_it_could_be_stopped_for_its_cost_is_done() {
        var attempt = dispatched("Write the importer");
        bench.get(CapKeeper.class).stop(attempt.build(), "It has cost too much.");

        bench.finished(attempt, null);

        assertThat(bench.build(attempt.build()).state()).isEqualTo(BuildState.FINISHED);
    }

    private long stopOrders() {
        return bench.count("select count(*) from outbox where subject like 'command.%'");
    }

    @Test
    void who_answers_cancel_to_a_retry_ends_the_build() {
        var attempt = crashedAtARungThatTellsThePerson();

        answered(attempt, "cancel");

        assertThat(bench.build(attempt.build()).state()).isEqualTo(BuildState.CANCELLED);
        assertThat(asked(attempt)).isEmpty();
        bench.clock().advance(Duration.ofMinutes(6));
        assertThat(bench.dispatch().started()).isEmpty();
    }

    @Test
    void who_answers_go_on_to_a_retry_lets_it_come_when_it_is_due() {
        var attempt = crashedAtARungThatTellsThePerson();

        answered(attempt, "go on");

        assertThat(asked(attempt)).isEmpty();
        assertThat(bench.build(attempt.build()).state()).isEqualTo(BuildState.RETRYING);
        assertThat(bench.dispatch().started()).isEmpty();
        bench.clock().advance(Duration.ofMinutes(6));
        assertThat(bench.dispatch().started()).extracting(Build::id).containsExactly(attempt.build());
    }

    private Attempt crashedAtARungThatTellsThePerson() {
        var rung = new Rung(Duration.ofMinutes(5), Addition.ALL, Scope.SAME, null, null, Told.PERSON);
        bench.jdbi().useHandle(handle -> handle.execute("update policy set body = replace(body, '\"0s\",\"0s\"', '')"));
        ladder(List.of(rung), Map.of());
        var attempt = dispatched("Write the importer");
        bench.finished(attempt, new Failure(FailureClass.CRASHED, "It crashed.", null, null));
        return attempt;
    }

    private Optional<Escalation> asked(Attempt attempt) {
        return bench
                .jdbi()
                .inTransaction(tx -> bench.get(Escalations.class).open(tx, List.of(attempt.build())))
                .values()
                .stream()
                .map(List::getFirst)
                .findFirst();
    }

    private void answered(Attempt attempt, String option) {
        var id = asked(attempt).orElseThrow().number();
        bench.jdbi().useTransaction(tx -> bench.get(Answers.class).answer(tx, id, option, "alice", null));
    }

    @Test
    void says_why_a_build_goes_straight_to_the_person() {
        var attempt = dispatched("Write the importer");

        bench.finished(attempt, new Failure(FailureClass.AUTH, "Not signed in.", null, null));

        assertThat(said(attempt))
                .contains(
                        "Not signed in. Rungs 1 and 2 are skipped: they are of no use when the agent is not signed in."
                                + " A person is asked at once.");
    }

    @Test
    void three_attempts_that_failed_alike_go_to_the_person_however_many_rungs_are_left() {
        bench.jdbi()
                .useHandle(handle ->
                        handle.execute("update policy set body = replace(body, '\"0s\"]', '\"0s\",\"0s\",\"0s\"]')"));
        var attempt = dispatched("Write the importer");
        for (int i = 1; i <= 3; i++) {
            bench.finished(
                    bench.live(attempt.build()),
                    new Failure(FailureClass.CRASHED, "It crashed.", "at line " + i, null));
            if (i < 3) {
                assertThat(asked(attempt)).isEmpty();
                bench.dispatch();
            }
        }

        assertThat(bench.build(attempt.build()).state()).isEqualTo(BuildState.ESCALATED);
        assertThat(asked(attempt).orElseThrow().title()).startsWith("No progress: it failed 3 times, the last 3 alike");
        assertThat(said(attempt))
                .contains("It crashed. The last 3 attempts failed alike and changed nothing, so a person is asked.");
    }

    private void ladder(List<Rung> rungs, Map<FailureClass, Consequence> classes) {
        var body = LadderWriter.write(new Ladder(rungs, classes)).toString();
        bench.jdbi().useHandle(handle -> handle.execute("""
                insert into ladder_version (version, body, changed_at, changed_by) values (1, ?, now(), 'alice')""", body));
    }

    @Test
    void takes_the_times_of_a_runner_whose_clock_runs_ahead_for_the_time_it_is_heard() {
        var attempt = dispatched("Write the importer");
        var heard = bench.clock().instant();

        finished(attempt, List.of(), heard.plus(Duration.ofDays(1)));

        assertThat(bench.attempt(attempt.session()).endedAt()).isEqualTo(heard);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 | Finished in attempt 1.
            1 | Finished in attempt 1, 1 commit.
            2 | Finished in attempt 1, 2 commits.
            """)
    void says_how_many_commits_were_made(int commits, String text) {
        var attempt = dispatched("Write the importer");

        finished(attempt, Collections.nCopies(commits, "c0ffee"), bench.clock().instant());

        assertThat(said(attempt)).contains(text);
    }

    private void finished(Attempt attempt, List<String> commits, Instant at) {
        var result = bench.result(attempt, null);
        bench.jdbi()
                .useTransaction(tx -> keeper.finished(
                        tx,
                        Workbench.RUNNER,
                        new AttemptFinished(
                                result.session(),
                                result.build(),
                                result.number(),
                                result.fence(),
                                true,
                                null,
                                result.summary(),
                                null,
                                commits,
                                false,
                                result.startedAt(),
                                at)));
    }

    @Test
    void the_branch_of_an_attempt_is_the_one_that_its_result_names_or_none() {
        var attempt = dispatched("Write the importer");
        startedOn("afterhours/B-1-1", attempt);
        assertThat(bench.attempt(attempt.session()).branch()).isEqualTo("afterhours/B-1-1");

        bench.finished(attempt, new Failure(FailureClass.CRASHED, "It crashed.", null, null));

        assertThat(bench.attempt(attempt.session()).branch()).isNull();
    }

    @Test
    void a_result_that_comes_too_late_says_all_the_same_which_branch_is_left() {
        var attempt = dispatched("Write the importer");
        startedOn("afterhours/B-1-1", attempt);
        assertThat(cancel(attempt)).isTrue();
        assertThat(bench.attempt(attempt.session()).branch()).isEqualTo("afterhours/B-1-1");

        bench.finished(attempt, new Failure(FailureClass.CANCELLED, "It was cancelled.", null, null));

        assertThat(bench.attempt(attempt.session()).branch()).isNull();
    }

    private void startedOn(String branch, Attempt attempt) {
        bench.jdbi()
                .useTransaction(tx -> keeper.started(
                        tx,
                        Workbench.RUNNER,
                        new AttemptStarted(
                                attempt.session(),
                                attempt.build().toString(),
                                attempt.number(),
                                attempt.fence(),
                                branch,
                                bench.clock().instant())));
    }

    @Test
    void applies_a_result_once() {
        var attempt = dispatched("Write the importer");

        bench.finished(attempt, null);
        bench.finished(attempt, new Failure(FailureClass.CRASHED, "It crashed.", null, null));

        assertThat(bench.build(attempt.build()).state()).isEqualTo(BuildState.FINISHED);
        assertThat(bench.attempt(attempt.session()).state()).isEqualTo(State.SUCCEEDED);
    }

    @Test
    void a_person_who_cancels_and_a_runner_that_finishes_at_once_do_not_block_each_other() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            var attempt = dispatched("Build " + round);
            var together = new CyclicBarrier(2);
            Callable<Boolean> cancelling = () -> {
                together.await();
                return cancel(attempt);
            };
            Callable<Boolean> finishing = () -> {
                together.await();
                bench.finished(attempt, null);
                return true;
            };
            boolean cancelled;
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var both = threads.invokeAll(List.of(cancelling, finishing));
                cancelled = both.getFirst().get();
                both.getLast().get();
            }
            assertThat(bench.build(attempt.build()).state())
                    .isEqualTo(cancelled ? BuildState.CANCELLED : BuildState.FINISHED);
            assertThat(bench.attempt(attempt.session()).state())
                    .isEqualTo(cancelled ? State.CANCELLED : State.SUCCEEDED);
        }
    }

    private List<String> said(Attempt attempt) {
        return bench.jdbi()
                .withHandle(handle -> handle.createQuery("select text from build_event where build = :build")
                        .bind("build", attempt.build().number())
                        .mapTo(String.class)
                        .list());
    }

    /** Whether there was still something to cancel. */
    private boolean cancel(Attempt attempt) {
        try {
            bench.jdbi().useTransaction(tx -> bench.get(Steering.class).cancel(tx, attempt.build(), "alice", null));
            return true;
        } catch (Problem e) {
            return false;
        }
    }

    private Attempt dispatched(String title) {
        var build = bench.queue(title);
        assertThat(bench.dispatch().started()).extracting(Build::id).containsExactly(build.id());
        return bench.live(build.id());
    }
}
