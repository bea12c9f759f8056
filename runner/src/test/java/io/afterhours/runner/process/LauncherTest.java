package io.afterhours.runner.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Real processes that misbehave in every way we could think of, under each containment that this host offers. */
@ParameterizedClass
@MethodSource("containments")
class LauncherTest {
    private static final Caps CAPS =
            new Caps(Duration.ofMinutes(1), Duration.ofMinutes(1), 50_000_000, 1_000, Duration.ofMillis(300));

    private final ContainmentProbe.Found found;
    private final Launcher launcher;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>(100_000);
    private final String marker = "s-" + UUID.randomUUID();

    @TempDir
    Path folder;

    LauncherTest(ContainmentProbe.Found found) {
        this.found = found;
        this.launcher = new Launcher(found);
    }

    static Stream<ContainmentProbe.Found> containments() {
        var best = ContainmentProbe.find();
        var session = new ContainmentProbe.Found(Containment.SESSION, best.dieWithParent());
        return best.containment() == Containment.SESSION ? Stream.of(session) : Stream.of(best, session);
    }

    @AfterEach
    void nothing_is_left() {
        assertThat(ProcessTree.marked(marker)).isEmpty();
        launcher.close();
    }

    @Test
    void runs_a_command_and_hands_on_its_lines_and_exit_code() throws Exception {
        assertThat(run(CAPS, "echo one; echo two >&2; exit 7")).isEqualTo(new Ending.Exited(7));
        assertThat(lines).containsExactlyInAnyOrder("OUT one", "ERR two");
    }

    @Test
    void starts_within_a_few_milliseconds() throws Exception {
        // The machine may be busy with something else at any of them, but not at all.
        Awaitility.await("one that starts at once")
                .atMost(Duration.ofMinutes(1))
                .until(this::startedAfter, took -> took.compareTo(Duration.ofSeconds(1)) < 0);
    }

    private Duration startedAfter() throws Exception {
        var from = System.nanoTime();
        var process = start(CAPS, null, "echo here; exec sleep 60");
        assertThat(nextLine()).isEqualTo("OUT here");
        var took = Duration.ofNanos(System.nanoTime() - from);
        process.stop(StopReason.REQUESTED);
        assertThat(process.await()).isEqualTo(new Ending.Stopped(StopReason.REQUESTED));
        return took;
    }

    @Test
    void arguments_arrive_unchanged_whatever_they_hold() throws Exception {
        var nasty = List.of("$(touch pwned)", "`id`", "; rm -rf /", "--help", "-x", "a\nb", "'\"\\", "", "*", "🌙");
        var argv = new java.util.ArrayList<>(List.of("/bin/sh", "-c", "printf '%s|' \"$@\"", "sh"));
        argv.addAll(nasty);
        var process = launcher.start(
                new Command(argv, folder, Map.of("PATH", "/usr/bin:/bin"), null, marker), CAPS, this::take);
        assertThat(process.await()).isEqualTo(new Ending.Exited(0));
        assertThat(String.join(
                        "\n", lines.stream().map(line -> line.substring(4)).toList()))
                .isEqualTo(String.join("|", nasty) + "|");
        assertThat(folder.resolve("pwned")).doesNotExist();
    }

    @Test
    void nothing_is_inherited_from_our_environment() throws Exception {
        assertThat(System.getenv("HOME")).isNotNull();
        run(CAPS, "env");
        assertThat(lines.stream().map(line -> line.substring(4, line.indexOf('='))))
                .contains("PATH", "AFTERHOURS_ATTEMPT")
                .isSubsetOf("PATH", "AFTERHOURS_ATTEMPT", "PWD", "_", "SHLVL");
    }

    @Test
    void standard_input_is_the_given_file_and_ends() throws Exception {
        var input = Files.writeString(folder.resolve("prompt"), "line 1\nline 2\n");
        var process = start(CAPS, input, "cat");
        assertThat(process.await()).isEqualTo(new Ending.Exited(0));
        assertThat(lines).containsExactly("OUT line 1", "OUT line 2");
    }

    @Test
    void one_that_waits_for_input_meets_its_end_at_once() throws Exception {
        assertThat(run(CAPS, "read answer; echo got nothing; exit 3")).isEqualTo(new Ending.Exited(3));
    }

    @Test
    void one_that_runs_too_long_is_stopped() throws Exception {
        var caps = new Caps(Duration.ofMillis(200), Duration.ofMinutes(1), 1_000, 100, Duration.ofMillis(100));
        assertThat(run(caps, "while :; do echo busy; sleep 0.05; done"))
                .isEqualTo(new Ending.Stopped(StopReason.WALL_CLOCK));
    }

    @Test
    void one_that_is_silent_too_long_is_stopped() throws Exception {
        var caps = new Caps(Duration.ofMinutes(1), Duration.ofMillis(300), 1_000, 100, Duration.ofMillis(100));
        assertThat(run(caps, "echo hello; sleep 60")).isEqualTo(new Ending.Stopped(StopReason.IDLE));
    }

    @Test
    void one_that_prints_without_end_is_stopped() throws Exception {
        var caps = new Caps(Duration.ofMinutes(1), Duration.ofMinutes(1), 2_000_000, 1_000, Duration.ofMillis(100));
        assertThat(run(caps, "yes")).isEqualTo(new Ending.Stopped(StopReason.OUTPUT));
    }

    @Test
    void a_giant_line_is_cut_and_costs_no_memory() throws Exception {
        assertThat(run(CAPS, "head -c 30000000 /dev/zero | tr '\\0' x; echo; echo after"))
                .isEqualTo(new Ending.Exited(0));
        assertThat(lines).hasSize(2).contains("OUT after");
        assertThat(lines.peek()).hasSize(4 + 1_000 + 1);
    }

    @Test
    void one_that_ignores_sigterm_is_killed_after_the_grace() throws Exception {
        var process = start(CAPS, null, "trap '' TERM; echo ready; while :; do sleep 1; done");
        assertThat(nextLine()).isEqualTo("OUT ready");
        stopsWithin(process, Duration.ofSeconds(5));
    }

    @Test
    void one_that_minds_sigterm_may_clean_up() throws Exception {
        var process = start(
                new Caps(Duration.ofMinutes(1), Duration.ofMinutes(1), 1_000, 100, Duration.ofSeconds(5)),
                null,
                "trap 'echo cleaned up; exit 0' TERM; echo ready; while :; do sleep 0.1; done");
        assertThat(nextLine()).isEqualTo("OUT ready");
        stopsWithin(process, Duration.ofSeconds(5));
        assertThat(lines).contains("OUT cleaned up");
    }

    @Test
    void double_forks_and_new_sessions_die_with_the_tree() throws Exception {
        var process = start(CAPS, null, """
                (setsid sh -c 'trap "" TERM; sleep 301 & sleep 302' &)
                (sh -c '(nohup sleep 303 > /dev/null 2>&1 &) ; exit 0')
                trap '' TERM
                echo ready
                wait
                sleep 304
                """);
        assertThat(nextLine()).isEqualTo("OUT ready");
        stopsWithin(process, Duration.ofSeconds(10));
    }

    @Test
    void what_it_leaves_in_the_background_ends_with_it() throws Exception {
        assertThat(run(CAPS, "setsid sleep 305 & sleep 306 & echo done")).isEqualTo(new Ending.Exited(0));
        assertThat(lines).containsExactly("OUT done");
    }

    @Test
    void one_that_closes_its_output_is_still_watched() throws Exception {
        var process = start(CAPS, null, "echo ready; exec >&- 2>&-; sleep 307");
        assertThat(nextLine()).isEqualTo("OUT ready");
        assertThat(process.ended()).isFalse();
        stopsWithin(process, Duration.ofSeconds(5));
    }

    @Test
    void a_bounded_fork_bomb_is_gone_after_the_stop() throws Exception {
        var process = start(
                CAPS,
                null,
                "i=0; while [ $i -lt 150 ]; do (trap '' TERM; sleep 308) & i=$((i+1)); done; echo ready; wait");
        assertThat(nextLine()).isEqualTo("OUT ready");
        stopsWithin(process, Duration.ofSeconds(15));
    }

    @Test
    void a_program_that_is_not_there_is_named() {
        var command = new Command(List.of("no-such-agent"), folder, Map.of("PATH", "/usr/bin:/bin"), null, marker);
        assertThatThrownBy(() -> launcher.start(command, CAPS, this::take))
                .isInstanceOf(IOException.class)
                .hasMessage("no-such-agent is not on the path /usr/bin:/bin");
    }

    @Test
    void leftovers_of_a_dead_runner_are_found_by_their_marker_and_ended() throws Exception {
        var builder = new ProcessBuilder("setsid", "sh", "-c", "setsid sleep 309 & exec sleep 310");
        builder.environment().put(Command.MARKER, marker);
        var orphan = builder.start();
        var started = orphan.info().startInstant().orElseThrow();
        assertThat(Leftovers.end(orphan.pid(), started, marker)).isPositive();
        assertThat(orphan.waitFor(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_process_that_merely_has_the_same_pid_is_left_alone() throws Exception {
        var stranger = new ProcessBuilder("sleep", "311").start();
        try {
            assertThat(Leftovers.end(stranger.pid(), Instant.EPOCH, marker)).isZero();
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly().waitFor();
        }
    }

    @Test
    void says_what_holds_the_tree_together() {
        assertThat(found.toString()).startsWith(found.containment().name());
    }

    private void stopsWithin(LaunchedProcess process, Duration most) throws InterruptedException {
        var from = System.nanoTime();
        process.stop(StopReason.REQUESTED);
        assertThat(process.await()).isEqualTo(new Ending.Stopped(StopReason.REQUESTED));
        assertThat(Duration.ofNanos(System.nanoTime() - from)).isLessThan(most);
    }

    private Ending run(Caps caps, String script) throws Exception {
        return start(caps, null, script).await();
    }

    private LaunchedProcess start(Caps caps, @Nullable Path input, String script) throws IOException {
        return launcher.start(
                new Command(List.of("/bin/sh", "-c", script), folder, Map.of("PATH", "/usr/bin:/bin"), input, marker),
                caps,
                this::take);
    }

    private void take(Channel channel, String line) {
        lines.offer(channel + " " + line);
    }

    private @Nullable String nextLine() throws InterruptedException {
        return lines.poll(10, TimeUnit.SECONDS);
    }
}
