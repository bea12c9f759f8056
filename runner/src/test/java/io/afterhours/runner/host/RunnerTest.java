package io.afterhours.runner.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.Json;
import io.afterhours.contracts.agent.EscalationRequested;
import io.afterhours.contracts.agent.LogWritten;
import io.afterhours.contracts.agent.ProgressReported;
import io.afterhours.contracts.agent.UsageReported;
import io.afterhours.contracts.runner.AttemptFinished;
import io.afterhours.contracts.runner.AttemptHeartbeat;
import io.afterhours.contracts.runner.AttemptStarted;
import io.afterhours.contracts.runner.AttemptTaken;
import io.afterhours.contracts.runner.AttemptVerifying;
import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.contracts.runner.RunnerReported;
import io.afterhours.foundation.trace.Trace;
import io.afterhours.runner.workspace.Repository;
import io.afterhours.testkit.NatsServer;
import io.afterhours.testkit.ServersResource;
import io.nats.client.Nats;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runner as a whole: real NATS, real processes, real repositories, and a stand-in for Claude Code. */
@QuarkusTest
@QuarkusTestResource(
        value = ServersResource.class,
        restrictToAnnotatedClass = true,
        initArgs = @ResourceArg(name = "database", value = "false"))
@TestProfile(RunnerTest.Settings.class)
class RunnerTest {
    /** A folder of its own, short graces, the stand-in. */
    public static final class Settings implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                return Map.of(
                        "afterhours.runner.folder",
                        Files.createTempDirectory("runner-test").toString(),
                        "afterhours.runner.heartbeat",
                        "1s",
                        "afterhours.profiles.shell.grace",
                        "1S",
                        "afterhours.load.hold-over",
                        "100",
                        "afterhours.profiles.claude.command",
                        Path.of("src/test/resources/claude/stand-in")
                                .toAbsolutePath()
                                .toString());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @SuppressWarnings("NullAway.Init")
    NatsServer server;

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init")
    private Bench bench;

    @BeforeEach
    void bench() throws Exception {
        Awaitility.await("ready")
                .atMost(Duration.ofSeconds(30))
                .until(() -> RestAssured.get("/q/health/ready").statusCode() == 200);
        bench = new Bench(server.url());
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

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
    void an_attempt_is_stopped_on_order_with_the_right_fence_only() throws Exception {
        var order = Bench.order("trap '' TERM; echo ready; (setsid sleep 600 &); while :; do sleep 1; done");
        bench.dispatch(order);
        Awaitility.await().until(() -> log(order).contains("ready"));
        bench.stop(order, 6);
        var from = System.nanoTime();
        bench.stop(order, 7);
        var failure = bench.await(AttemptFinished.class, order).failure();
        assertThat(failure).isNotNull();
        assertThat(failure.failureClass()).isEqualTo(FailureClass.CANCELLED);
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(Duration.ofSeconds(15));
    }

    @Test
    void an_attempt_that_takes_too_long_times_out() throws Exception {
        var order = Bench.order("sleep 600").atMost(Duration.ofMillis(300));
        bench.dispatch(order);
        var failure = bench.await(AttemptFinished.class, order).failure();
        assertThat(failure).isNotNull();
        assertThat(failure.failureClass()).isEqualTo(FailureClass.TIMED_OUT);
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
    void the_stand_in_is_started_with_the_prompt_by_standard_input() throws Exception {
        var repository = Repository.in(folder.resolve("atlas"));
        var order = Bench.order("fixture finished\nwrite page")
                .with("claude")
                .model("claude-sonnet-4-5")
                .in(repository.path())
                .accepting("test -f page");
        bench.dispatch(order);
        var finished = bench.await(AttemptFinished.class, order);
        assertThat(finished.failure()).isNull();
        assertThat(finished.summary()).isEqualTo("The page is done.\nAll tests pass.");
        assertThat(Files.readAllLines(repository.path().resolve("argv.txt")))
                .containsExactly(
                        "-p",
                        "--output-format",
                        "stream-json",
                        "--verbose",
                        "--session-id",
                        order.session(),
                        "--model=claude-sonnet-4-5",
                        "--max-budget-usd",
                        "2.50");
        assertThat(bench.heard(UsageReported.class, order))
                .filteredOn(usage -> usage.costUsd() != null)
                .hasSize(2)
                .allMatch(UsageReported::cumulative);
        assertThat(bench.heard(ProgressReported.class, order).stream().map(ProgressReported::message))
                .contains("Testing the page");
    }

    @Test
    void a_limited_session_is_taken_up_again_where_it_was_and_books_only_what_is_new() throws Exception {
        var repository = Repository.in(folder.resolve("atlas"));
        var order = Bench.order("fixture limited\nwrite page\nexit 1")
                .with("claude")
                .in(repository.path());
        bench.dispatch(order);
        var limited = bench.await(AttemptFinished.class, order);
        assertThat(limited.resumable()).isTrue();
        assertThat(limited.failure()).isNotNull();
        assertThat(limited.failure().failureClass()).isEqualTo(FailureClass.RATE_LIMITED);
        var again = Bench.order("fixture resumed")
                .with("claude")
                .in(repository.path())
                .resuming(order.session());
        bench.dispatch(again);
        var finished = bench.await(AttemptFinished.class, again);
        assertThat(finished.failure()).isNull();
        assertThat(repository.path().resolve("page")).exists();
        assertThat(Files.readAllLines(repository.path().resolve("argv.txt")))
                .containsSequence("--resume", order.session());
        assertThat(bench.heard(UsageReported.class, again)).singleElement().satisfies(usage -> {
            assertThat(usage.inputTokens()).isEqualTo(500);
            assertThat(usage.costUsd()).isEqualByComparingTo("0.05");
        });
        assertThat(repository.git("worktree", "list").lines()).hasSize(1);
    }

    @Test
    void attempts_survive_a_restart_of_nats_and_nothing_they_said_meanwhile_is_lost() throws Exception {
        var go = folder.resolve("go");
        var order = Bench.order(
                "echo before; while [ ! -e " + go + " ]; do sleep 0.05; done; echo meanwhile; echo '::summary both'");
        bench.dispatch(order);
        Awaitility.await().until(() -> log(order).contains("before"));
        server.kill();
        Files.createFile(go);
        server.startAgain();
        var finished = patiently().until(() -> stored(order), list -> !list.isEmpty());
        assertThat(finished).hasSize(1);
        var after = Bench.order("true");
        try (var fresh = new Bench(server.url())) {
            fresh.dispatch(after);
            fresh.await(AttemptFinished.class, after);
        }
    }

    @Test
    void an_attempt_whose_heartbeats_are_not_answered_ends_itself_before_the_lease_does() throws Exception {
        var order = Bench.order("echo ready; sleep 600")
                .leased(Duration.ofSeconds(7))
                .in(folder);
        bench.dispatch(order);
        Awaitility.await().until(() -> log(order).contains("ready"));
        server.kill();
        Awaitility.await("the tree is gone")
                .atMost(Duration.ofSeconds(7))
                .until(() -> ProcessHandle.current().descendants().noneMatch(RunnerTest::sleeps));
        server.startAgain();
        var failure = patiently()
                .until(() -> stored(order), list -> !list.isEmpty())
                .getFirst()
                .failure();
        assertThat(failure).isNotNull();
        assertThat(failure.failureClass()).isEqualTo(FailureClass.LOST);
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

    private static boolean sleeps(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains("sleep 600");
    }

    /** Waits although the server may only just be back. */
    private static ConditionFactory patiently() {
        return Awaitility.await().atMost(Duration.ofSeconds(40)).ignoreExceptions();
    }

    /** What the stream holds of an attempt's end, whoever was connected at the time. */
    private List<AttemptFinished> stored(Bench.Order order) throws Exception {
        try (var nats = Nats.connect(server.url())) {
            var found = new ArrayList<AttemptFinished>();
            var subscription = nats.jetStream().subscribe("runner.*.finished");
            for (var message = subscription.nextMessage(Duration.ofMillis(500));
                    message != null;
                    message = subscription.nextMessage(Duration.ofMillis(200))) {
                var finished = Json.read(message.getData(), AttemptFinished.class);
                if (finished.session().equals(order.session())) {
                    found.add(finished);
                }
            }
            return found;
        }
    }

    private List<String> log(Bench.Order order) {
        return bench.heard(LogWritten.class, order).stream()
                .flatMap(written -> written.lines().stream())
                .map(LogWritten.Line::text)
                .toList();
    }
}
