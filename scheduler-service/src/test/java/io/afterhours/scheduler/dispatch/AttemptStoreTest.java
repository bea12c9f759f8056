package io.afterhours.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.afterhours.contracts.runner.Failure;
import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.scheduler.dispatch.Attempt.State;
import io.afterhours.scheduler.queue.Build;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AttemptStoreTest {
    private static final Duration LEASE = Duration.ofSeconds(45);

    private final Workbench bench = Workbench.open(3);
    private final AttemptStore store = bench.get(AttemptStore.class);
    private final Build build = bench.queue("Write the importer");

    @Test
    void allows_one_live_attempt_at_a_build() {
        insert(1, "s-1");

        assertThatThrownBy(() -> insert(2, "s-2"))
                .isInstanceOf(UnableToExecuteStatementException.class)
                .hasMessageContaining("attempt_live");
    }

    @Test
    void gives_every_attempt_a_higher_fence() {
        var first = insert(1, "s-1");
        end("s-1", State.LOST, null);

        assertThat(insert(2, "s-2")).isGreaterThan(first);
    }

    @Test
    void renews_a_lease_for_its_fence_alone() {
        var fence = insert(1, "s-1");

        assertThat(renew("runner-1", "s-1", fence - 1)).isEmpty();
        assertThat(renew("runner-1", "s-1", fence)).containsExactly("s-1");
    }

    @Test
    void renews_a_lease_for_the_runner_that_took_it_alone() {
        var fence = insert(1, "s-1");
        renew("runner-1", "s-1", fence);

        assertThat(renew("runner-2", "s-1", fence)).isEmpty();
        assertThat(bench.attempt("s-1").runner()).isEqualTo("runner-1");
    }

    @Test
    void renews_nothing_that_has_ended() {
        var fence = insert(1, "s-1");
        end("s-1", State.CANCELLED, new Failure(FailureClass.CANCELLED, "called off", null, null));

        assertThat(renew("runner-1", "s-1", fence)).isEmpty();
    }

    @Test
    void finds_silent_what_no_other_rescuer_holds() {
        insert(1, "s-1");
        bench.silence();

        bench.jdbi().useTransaction(tx -> {
            assertThat(store.silent(tx, 10)).extracting(Attempt::session).containsExactly("s-1");
            bench.replica()
                    .jdbi()
                    .useTransaction(other -> assertThat(store.silent(other, 10)).isEmpty());
        });
    }

    @Test
    void keeps_what_a_failure_showed() {
        insert(1, "s-1");

        end("s-1", State.FAILED, new Failure(FailureClass.VERIFICATION_FAILED, "exit 1", "expected 3, was 2", null));

        assertThat(bench.attempt("s-1").failure())
                .isEqualTo(new Failure(FailureClass.VERIFICATION_FAILED, "exit 1", "expected 3, was 2", null));
    }

    private long insert(int number, String session) {
        return bench.jdbi()
                .inTransaction(tx -> store.insert(
                        tx,
                        new AttemptStore.NewAttempt(build.id(), number, session, "default", "shell", null, null, null),
                        LEASE,
                        bench.clock().instant()));
    }

    private List<String> renew(String runner, String session, long fence) {
        return bench.jdbi().inTransaction(tx -> store.renew(tx, runner, Map.of(session, fence), LEASE));
    }

    private void end(String session, State state, @Nullable Failure failure) {
        bench.jdbi()
                .useTransaction(tx ->
                        store.end(tx, session, state, failure, bench.clock().instant()));
    }
}
