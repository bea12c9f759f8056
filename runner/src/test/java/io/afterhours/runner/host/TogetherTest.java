package io.afterhours.runner.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.runner.AttemptFinished;
import io.afterhours.contracts.runner.AttemptHeartbeat;
import io.afterhours.contracts.runner.AttemptStarted;
import io.afterhours.contracts.runner.AttemptTaken;
import io.afterhours.contracts.runner.AttemptVerifying;
import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.runner.workspace.Repository;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.file.Files;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Builds that one agent does together: judged, told and stopped one by one. */
@QuarkusTest
@TestProfile(RunnerSettings.class)
class TogetherTest extends BenchTest {
    @Test
    void builds_that_are_done_together_are_judged_and_told_one_by_one() throws Exception {
        var repository = Repository.in(folder.resolve("atlas"));
        var order = Bench.order("echo one > one; echo three > three")
                .in(repository.path())
                .accepting("test -s one");
        var second = order.together("echo no second; test -s two");
        var third = order.together("test -s three");
        bench.dispatch(order);

        var first = bench.await(AttemptFinished.class, order);

        assertThat(first.failure()).isNull();
        assertThat(bench.heard(AttemptFinished.class, third)).singleElement().satisfies(each -> {
            assertThat(each.failure()).isNull();
            assertThat(each.fence()).isEqualTo(9);
            assertThat(each.branch()).isEqualTo("afterhours/B-1-1");
        });
        assertThat(bench.heard(AttemptFinished.class, second)).singleElement().satisfies(each -> {
            assertThat(each.failure()).isNotNull();
            assertThat(each.failure().failureClass()).isEqualTo(FailureClass.VERIFICATION_FAILED);
            assertThat(each.failure().evidence()).isEqualTo("no second");
        });
        for (var session : List.of(order.session(), second, third)) {
            assertThat(bench.heard(AttemptTaken.class, session)).hasSize(1);
            assertThat(bench.heard(AttemptStarted.class, session)).hasSize(1);
            assertThat(bench.heard(AttemptVerifying.class, session)).hasSize(1);
        }
        assertThat(repository.path().resolve("one")).doesNotExist();
        assertThat(log(order)).contains("The work is not merged, because not all of its builds are done.");
    }

    @Test
    void what_was_done_together_is_merged_when_all_of_it_is_done() throws Exception {
        var repository = Repository.in(folder.resolve("atlas"));
        var order = Bench.order("echo one > one; echo two > two")
                .in(repository.path())
                .accepting("test -s one");
        var second = order.together("test -s two");
        bench.dispatch(order);

        assertThat(bench.await(AttemptFinished.class, order).failure()).isNull();
        assertThat(bench.await(AttemptFinished.class, second).failure()).isNull();
        assertThat(repository.path().resolve("two")).exists();
    }

    @Test
    void an_agent_that_gave_up_gave_up_all_of_its_builds() throws Exception {
        var order = Bench.order("exit 3").accepting("true");
        var second = order.together("true");
        bench.dispatch(order);

        for (var session : List.of(order.session(), second)) {
            var failure = bench.await(AttemptFinished.class, session).failure();
            assertThat(failure).isNotNull();
            assertThat(failure.failureClass()).isEqualTo(FailureClass.AGENT_GAVE_UP);
        }
    }

    @Test
    void an_agent_goes_on_while_one_of_its_builds_is_wanted() throws Exception {
        var order = Bench.order("echo ready; while ! test -e go; do sleep 0.1; done")
                .in(folder)
                .accepting("true");
        var second = order.together("true");
        var third = order.together("true");
        bench.dispatch(order);
        Awaitility.await().until(() -> log(order).contains("ready"));
        Awaitility.await()
                .until(() -> bench.heard(AttemptHeartbeat.class, third).size() > 1);
        bench.stop(order, 7);
        bench.stop(second, 8);
        bench.awaitObeyed();
        Files.writeString(folder.resolve("go"), "");

        assertThat(bench.await(AttemptFinished.class, third).failure()).isNull();
        for (var session : List.of(order.session(), second)) {
            var failure = bench.await(AttemptFinished.class, session).failure();
            assertThat(failure).isNotNull();
            assertThat(failure.failureClass()).isEqualTo(FailureClass.CANCELLED);
        }
    }

    @Test
    void an_agent_whose_builds_are_all_stopped_ends() throws Exception {
        var order = Bench.order("echo ready; sleep 600").accepting("true");
        var second = order.together("true");
        bench.dispatch(order);
        Awaitility.await().until(() -> log(order).contains("ready"));
        bench.stop(second, 8);
        bench.stop(order, 7);

        for (var session : List.of(order.session(), second)) {
            var failure = bench.await(AttemptFinished.class, session).failure();
            assertThat(failure).isNotNull();
            assertThat(failure.failureClass()).isEqualTo(FailureClass.CANCELLED);
        }
    }
}
