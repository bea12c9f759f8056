package io.afterhours.runner.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.agent.EscalationRequested;
import io.afterhours.contracts.agent.ProgressReported;
import io.afterhours.contracts.runner.AttemptFinished;
import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.runner.workspace.Repository;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import org.junit.jupiter.api.Test;

/** What a script is given, what it is kept from, and how its end is told. */
@QuarkusTest
@TestProfile(RunnerSettings.class)
class ScriptTest extends BenchTest {
    @Test
    void task_text_arrives_unchanged_and_is_never_part_of_a_command_line() throws Exception {
        var nasty = "$(touch pwned) `id` ; rm -rf / #\n--help\n-x \"'\\ \u202e🌙";
        var order = Bench.order("cat \"$0\" | tail -n +2\nexit 0\n" + nasty).titled("--version; $(reboot)\n🌙");
        bench.dispatch(order);
        assertThat(bench.await(AttemptFinished.class, order).succeeded()).isTrue();
        assertThat(String.join("\n", log(order))).contains(nasty.lines().toList());
    }

    @Test
    void an_agent_sees_nothing_of_our_environment_but_what_is_allowed() throws Exception {
        var order = Bench.order("env | cut -d= -f1 | sort");
        bench.dispatch(order);
        bench.await(AttemptFinished.class, order);
        assertThat(log(order))
                .contains("PATH", "AFTERHOURS_BUILD")
                .isSubsetOf(
                        "_",
                        "AFTERHOURS_ATTEMPT",
                        "AFTERHOURS_BUILD",
                        "AFTERHOURS_NUMBER",
                        "AFTERHOURS_SESSION",
                        "HOME",
                        "JAVA_HOME",
                        "LANG",
                        "LC_ALL",
                        "LOGNAME",
                        "MAVEN_OPTS",
                        "OLDPWD",
                        "PATH",
                        "PWD",
                        "SHELL",
                        "SHLVL",
                        "SSL_CERT_DIR",
                        "SSL_CERT_FILE",
                        "TERM",
                        "TMPDIR",
                        "TRACEPARENT",
                        "TZ",
                        "USER");
    }

    @Test
    void a_script_in_a_worktree_knows_the_workspace_that_it_stands_for() throws Exception {
        var repository = Repository.in(folder.resolve("atlas"));
        var order = Bench.order("pwd; echo \"$AFTERHOURS_WORKSPACE\"")
                .in(repository.path())
                .accepting("test -d \"$AFTERHOURS_WORKSPACE/.git\"");
        bench.dispatch(order);
        assertThat(bench.await(AttemptFinished.class, order).failure()).isNull();
        assertThat(log(order))
                .hasSize(2)
                .doesNotHaveDuplicates()
                .last()
                .isEqualTo(repository.path().toString());
    }

    @Test
    void evidence_of_earlier_failures_is_a_file_for_a_script_and_is_never_run() throws Exception {
        var order = Bench.order("cat \"$AFTERHOURS_EVIDENCE\"").told("exit 9 # $(touch pwned)");
        bench.dispatch(order);
        assertThat(bench.await(AttemptFinished.class, order).succeeded()).isTrue();
        assertThat(log(order)).containsExactly("exit 9 # $(touch pwned)");
    }

    @Test
    void a_failed_script_fails_with_its_last_lines() throws Exception {
        var order = Bench.order("echo trying; echo broken >&2; exit 3");
        bench.dispatch(order);
        var failure = bench.await(AttemptFinished.class, order).failure();
        assertThat(failure).isNotNull();
        assertThat(failure.failureClass()).isEqualTo(FailureClass.AGENT_GAVE_UP);
        assertThat(failure.evidence()).contains("trying").contains("broken");
        assertThat(bench.heard(ProgressReported.class, order).getLast().state()).isEqualTo("Failed");
    }

    @Test
    void a_script_that_asks_in_a_loop_does_not_bury_the_inbox() throws Exception {
        var order = Bench.order("seq 30 | sed 's/.*/::escalate Question &/'");
        bench.dispatch(order);
        assertThat(bench.await(AttemptFinished.class, order).succeeded()).isTrue();
        assertThat(bench.heard(EscalationRequested.class, order)).hasSize(20);
        assertThat(log(order))
                .containsExactly("More than 20 questions were asked; the rest is not put before anybody.");
    }
}
