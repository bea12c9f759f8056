package io.afterhours.runner.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.agent.EscalationRequested;
import io.afterhours.contracts.agent.ProgressReported;
import io.afterhours.contracts.agent.UsageReported;
import io.afterhours.contracts.runner.AttemptFinished;
import io.afterhours.contracts.runner.AttemptStarted;
import io.afterhours.contracts.runner.AttemptTaken;
import io.afterhours.contracts.runner.AttemptVerifying;
import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.contracts.runner.RunnerReported;
import io.afterhours.foundation.trace.Trace;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The runner as a whole: how it takes what is dispatched, when it starts it, and what it publishes. */
@QuarkusTest
@TestProfile(RunnerSettings.class)
class RunnerTest extends BenchTest {
    @Test
    void an_attempt_is_taken_started_and_finished_and_everything_it_says_is_published() throws Exception {
        var order = Bench.order("""
                echo hello
                echo '::progress 50 half way'
                echo '::usage {"model":"m","inputTokens":10,"outputTokens":2}'
                echo '::escalate Which one?'
                echo '::summary did it'
                """);
        bench.dispatch(order);
        var finished = bench.await(AttemptFinished.class, order);
        assertThat(finished.succeeded()).isTrue();
        assertThat(finished.fence()).isEqualTo(7);
        assertThat(finished.summary()).isEqualTo("did it");
        assertThat(bench.heard(AttemptTaken.class, order)).hasSize(1);
        assertThat(bench.heard(AttemptStarted.class, order)).hasSize(1);
        assertThat(bench.heard(AttemptVerifying.class, order)).isEmpty();
        assertThat(bench.heard(ProgressReported.class, order).getLast().state()).isEqualTo("Complete");
        assertThat(bench.heard(UsageReported.class, order)).singleElement().satisfies(usage -> {
            assertThat(usage.build()).isEqualTo("B-1");
            assertThat(usage.inputTokens()).isEqualTo(10);
        });
        assertThat(bench.heard(EscalationRequested.class, order)).hasSize(1);
        assertThat(log(order)).containsExactly("hello");
    }

    @Test
    void what_follows_from_a_dispatched_attempt_is_in_its_trace_the_agents_own_calls_included() throws Exception {
        var trace = Trace.begin();
        var order = Bench.order("""
                echo "$TRACEPARENT"
                echo '::progress 50 half way'
                echo '::usage {"model":"m","inputTokens":10,"outputTokens":2}'
                """);
        bench.dispatch(order, trace);
        bench.await(AttemptFinished.class, order);
        assertThat(Trace.parse(log(order).getFirst()).map(Trace::id)).hasValue(trace.id());
        assertThat(bench.traces(order))
                .hasSizeGreaterThan(5)
                .allSatisfy(each -> assertThat(each.map(Trace::id)).hasValue(trace.id()));
    }

    @Test
    void a_dispatched_attempt_runs_within_a_tenth_of_a_second() throws Exception {
        // The machine may be busy with something else at any of them, but not at all.
        Awaitility.await("one that runs at once")
                .atMost(Duration.ofMinutes(1))
                .until(this::startedAfter, took -> took.compareTo(Duration.ofMillis(500)) < 0);
    }

    private Duration startedAfter() throws Exception {
        var order = Bench.order("true");
        var from = System.nanoTime();
        bench.dispatch(order);
        bench.await(AttemptStarted.class, order);
        var took = Duration.ofNanos(System.nanoTime() - from);
        bench.await(AttemptFinished.class, order);
        return took;
    }

    @Test
    void a_workspace_or_profile_that_is_not_there_is_a_matter_of_configuration() throws Exception {
        var nowhere = Bench.order("true").in(Path.of("/no/such/folder"));
        var nobody = Bench.order("true").with("nobody");
        bench.dispatch(nowhere);
        bench.dispatch(nobody);
        var first = bench.await(AttemptFinished.class, nowhere).failure();
        var second = bench.await(AttemptFinished.class, nobody).failure();
        assertThat(first).isNotNull();
        assertThat(first.failureClass()).isEqualTo(FailureClass.CONFIG);
        assertThat(first.text()).contains("/no/such/folder is not a folder on this runner's host");
        assertThat(second).isNotNull();
        assertThat(second.text()).contains("no profile nobody; it has claude, shell");
    }

    @Test
    void an_attempt_that_is_offered_twice_runs_once() throws Exception {
        var order = Bench.order("echo run");
        bench.dispatch(order);
        bench.await(AttemptFinished.class, order);
        bench.dispatch(order);
        var after = Bench.order("true");
        bench.dispatch(after);
        bench.await(AttemptFinished.class, after);
        assertThat(bench.heard(AttemptTaken.class, order)).hasSize(1);
        assertThat(log(order)).containsExactly("run");
    }

    @Test
    void work_waits_until_a_slot_is_free() throws Exception {
        var go = folder.resolve("go");
        for (int i = 0; i < 3; i++) {
            var order = Bench.order("while [ ! -e '" + go + "' ]; do sleep 0.05; done");
            bench.dispatch(order);
            bench.await(AttemptStarted.class, order);
        }
        var waiting = Bench.order("true");
        bench.dispatch(waiting);
        var reports = bench.heard(RunnerReported.class).count();
        Awaitility.await("the next report but one")
                .until(() -> bench.heard(RunnerReported.class).count() > reports + 1);
        assertThat(bench.heard(RunnerReported.class).toList().getLast().used()).isEqualTo(3);
        assertThat(bench.heard(AttemptTaken.class, waiting)).isEmpty();
        Files.createFile(go);
        assertThat(bench.await(AttemptFinished.class, waiting).succeeded()).isTrue();
    }

    @Test
    void the_runner_says_that_it_is_there() {
        var report = Awaitility.await()
                .until(() -> bench.heard(RunnerReported.class).toList(), list -> !list.isEmpty())
                .getFirst();
        assertThat(report.slots()).isEqualTo(3);
        assertThat(report.state()).isEqualTo("ready");
        assertThat(report.profiles()).containsExactly("claude", "shell");
    }
}
