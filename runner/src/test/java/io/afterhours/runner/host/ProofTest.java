package io.afterhours.runner.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.runner.AttemptFinished;
import io.afterhours.contracts.runner.AttemptVerifying;
import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.runner.workspace.Repository;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Work in a repository: merged when it is proven, kept aside when it is not. */
@QuarkusTest
@TestProfile(RunnerSettings.class)
class ProofTest extends BenchTest {
    @Test
    void work_in_a_repository_is_committed_verified_and_merged() throws Exception {
        var repository = Repository.in(folder.resolve("atlas"));
        var order = Bench.order("echo made > page; git add page; git commit -q -m Page; echo loose > loose")
                .in(repository.path())
                .accepting("test -f page && test -f loose && echo checked");
        bench.dispatch(order);
        var finished = bench.await(AttemptFinished.class, order);
        assertThat(finished.failure()).isNull();
        assertThat(finished.commits()).hasSize(2);
        assertThat(finished.branch()).isEqualTo("afterhours/B-1-1");
        assertThat(bench.heard(AttemptVerifying.class, order)).hasSize(1);
        assertThat(repository.path().resolve("page")).exists();
        assertThat(repository.git("worktree", "list").lines()).hasSize(1);
        assertThat(log(order)).contains("checked", "Merged into main.");
    }

    @Test
    void what_the_acceptance_command_refuses_is_not_merged_and_its_last_lines_are_the_evidence() throws Exception {
        var repository = Repository.in(folder.resolve("atlas"));
        var order = Bench.order("echo made > page").in(repository.path()).accepting("echo 2 tests failed; exit 1");
        bench.dispatch(order);
        var failure = bench.await(AttemptFinished.class, order).failure();
        assertThat(failure).isNotNull();
        assertThat(failure.failureClass()).isEqualTo(FailureClass.VERIFICATION_FAILED);
        assertThat(failure.evidence()).isEqualTo("2 tests failed");
        assertThat(repository.path().resolve("page")).doesNotExist();
        assertThat(repository.git("show", "afterhours/B-1-1:page")).isEqualTo("made");
    }

    @Test
    void what_cannot_be_committed_is_no_success_and_is_kept() throws Exception {
        var repository = Repository.in(folder.resolve("atlas"));
        var order = Bench.order("echo made > page; git init -q within; echo more > within/page; pwd")
                .in(repository.path());
        bench.dispatch(order);
        var finished = bench.await(AttemptFinished.class, order);
        var failure = finished.failure();
        var tree = log(order).getFirst();
        assertThat(finished.branch()).isEqualTo("afterhours/B-1-1");
        assertThat(failure).isNotNull();
        assertThat(failure.failureClass()).isEqualTo(FailureClass.VERIFICATION_FAILED);
        assertThat(failure.text())
                .isEqualTo("What the agent left could not be committed, and stays in " + tree + " for two days.");
        assertThat(failure.evidence()).contains("within");
        assertThat(Path.of(tree, "page")).hasContent("made");
    }

    @Test
    void an_attempt_that_failed_and_left_nothing_names_no_branch() throws Exception {
        var repository = Repository.in(folder.resolve("atlas"));
        var order = Bench.order("exit 3").in(repository.path());
        bench.dispatch(order);
        var finished = bench.await(AttemptFinished.class, order);
        assertThat(finished.succeeded()).isFalse();
        assertThat(finished.branch()).isNull();
        assertThat(repository.git("branch", "--list", "afterhours/*")).isEmpty();
    }

    @Test
    void an_agent_that_removes_its_folder_has_not_proven_anything() throws Exception {
        var repository = Repository.in(folder.resolve("atlas"));
        var order = Bench.order("rm -rf \"$PWD\"").in(repository.path()).accepting("true");
        bench.dispatch(order);
        var failure = bench.await(AttemptFinished.class, order).failure();
        assertThat(failure).isNotNull();
        assertThat(failure.failureClass()).isEqualTo(FailureClass.VERIFICATION_FAILED);
        assertThat(failure.text()).startsWith("The folder in which it worked is gone");
    }
}
