package io.afterhours.local.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisorTest {
    private static final Duration PATIENT = Duration.ofSeconds(30);
    private static final Duration IMPATIENT = Duration.ofMillis(300);

    @TempDir
    Path folder;

    private final Heard heard = new Heard();
    private final Supervisor supervisor = new Supervisor(heard);

    @AfterEach
    void stop() {
        supervisor.stop(List.of(List.of("a", "b")));
    }

    @Test
    void parts_stop_in_the_order_given() throws Exception {
        supervisor.start(List.of(part("a", "READY; exec sleep 100")));
        supervisor.start(List.of(part("b", "READY; exec sleep 100")));
        supervisor.stop(List.of(List.of("b"), List.of("a")));
        assertThat(heard.lines).containsExactly("a ready", "b ready", "b stopped when asked", "a stopped when asked");
        assertThat(folder.resolve("a.pid")).doesNotExist();
    }

    @Test
    void a_part_that_dies_is_started_again_and_said_so() throws Exception {
        supervisor.start(List.of(part("a", "READY; exec sleep 100")));
        var first = running("a");
        assertThat(heard.next()).isEqualTo("a ready");
        first.destroyForcibly();
        assertThat(heard.next()).isEqualTo("a died, next in 500 ms");
        assertThat(heard.next()).isEqualTo("a again");
        assertThat(running("a").pid()).isNotEqualTo(first.pid());
    }

    @Test
    void a_part_that_cannot_be_started_again_is_tried_until_it_can() throws Exception {
        var kept = Files.createDirectory(folder.resolve("kept"));
        supervisor.start(List.of(at(part("a", "READY; exec sleep 100"), kept.resolve("a.pid"))));
        assertThat(heard.next()).isEqualTo("a ready");
        var first = ProcessId.read(kept.resolve("a.pid"))
                .flatMap(ProcessId::running)
                .orElseThrow();
        Files.move(kept, folder.resolve("away"));
        first.destroyForcibly();
        assertThat(heard.next()).isEqualTo("a died, next in 500 ms");
        assertThat(heard.next()).isEqualTo("a cannot start");
        Files.move(folder.resolve("away"), kept);
        assertThat(heard.next()).isEqualTo("a died, next in 1000 ms");
        assertThat(heard.next()).isEqualTo("a again");
        assertThat(ProcessId.read(kept.resolve("a.pid")).flatMap(ProcessId::running))
                .isPresent();
    }

    @Test
    void a_part_that_is_renewed_is_asked_to_stop_and_started_again() throws Exception {
        supervisor.start(List.of(part("a", "READY; exec sleep 100")));
        var first = running("a");
        assertThat(heard.next()).isEqualTo("a ready");
        supervisor.renew("a");
        assertThat(heard.next()).isEqualTo("a died, next in 500 ms");
        assertThat(heard.next()).isEqualTo("a again");
        assertThat(running("a").pid()).isNotEqualTo(first.pid());
    }

    @Test
    void a_part_that_ends_before_it_is_ready_fails_the_start_with_the_end_of_its_log() throws Exception {
        var part = with(part("a", "echo no such table; exit 3"), () -> false, PATIENT, PATIENT);
        Files.writeString(part.log(), "a line of an earlier start\n");
        assertThatThrownBy(() -> supervisor.start(List.of(part))).isInstanceOfSatisfying(StartFailed.class, failure -> {
            assertThat(failure).hasMessage("a did not start: it ended with status 3");
            assertThat(failure.logBegin()).isEqualTo("a line of an earlier start\n".length());
        });
        assertThat(part.log()).content().contains("no such table");
    }

    @Test
    void a_part_that_takes_too_long_fails_the_start() {
        var part = with(part("a", "exec sleep 100"), () -> false, IMPATIENT, PATIENT);
        assertThatThrownBy(() -> supervisor.start(List.of(part)))
                .hasMessageStartingWith("a did not start: not ready after");
    }

    @Test
    void a_part_that_does_not_stop_when_asked_is_ended_with_all_that_it_started() throws Exception {
        var deaf = part("a", "trap '' TERM; sleep 100 & READY; while :; do sleep 0.1; done");
        supervisor.start(List.of(with(deaf, deaf.ready(), PATIENT, IMPATIENT)));
        var process = running("a");
        var children = process.descendants().toList();
        supervisor.stop(List.of(List.of("a")));
        assertThat(heard.lines).contains("a stopped by force");
        assertThat(process.isAlive()).isFalse();
        assertThat(children)
                .isNotEmpty()
                .allMatch(child -> ProcessId.of(child).running().isEmpty());
    }

    @Test
    void nothing_starts_once_the_stop_has_begun() {
        supervisor.stop(List.of());
        assertThatThrownBy(() -> supervisor.start(List.of(part("a", "exec sleep 100"))))
                .isInstanceOf(StartFailed.class);
        assertThat(folder.resolve("a.pid")).doesNotExist();
    }

    @Test
    void settings_of_the_front_door_stay_out_of_the_environment_of_parts() throws Exception {
        var part = part("a", "env > seen; READY; exec sleep 100");
        supervisor.start(List.of(part));
        assertThat(folder.resolve("seen")).content().contains("PART=a").doesNotContain("AFTERHOURS_");
    }

    private ProcessHandle running(String name) {
        return ProcessId.read(folder.resolve(name + ".pid"))
                .flatMap(ProcessId::running)
                .orElseThrow();
    }

    /** Ready as soon as its shell has come to the word READY. */
    private Part part(String name, String script) {
        var marker = folder.resolve(name + ".ready");
        return new Part(
                name,
                List.of("sh", "-c", script.replace("READY", "touch " + marker)),
                Map.of("PART", name),
                folder,
                folder.resolve(name + ".log"),
                folder.resolve(name + ".pid"),
                () -> Files.exists(marker),
                "TERM",
                PATIENT,
                PATIENT,
                "look at it");
    }

    private static Part at(Part part, Path processId) {
        return changed(part, processId, part.ready(), part.startLimit(), part.stopLimit());
    }

    private static Part with(Part part, Probe ready, Duration startLimit, Duration stopLimit) {
        return changed(part, part.processId(), ready, startLimit, stopLimit);
    }

    private static Part changed(Part part, Path processId, Probe ready, Duration startLimit, Duration stopLimit) {
        return new Part(
                part.name(),
                part.command(),
                part.environment(),
                part.folder(),
                part.log(),
                processId,
                ready,
                part.stopSignal(),
                startLimit,
                stopLimit,
                part.hint());
    }

    /** Remembers what was said. */
    private static final class Heard implements Notices {
        final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

        String next() throws InterruptedException {
            var line = lines.poll(10, TimeUnit.SECONDS);
            return line == null ? "nothing" : line;
        }

        @Override
        public void ready(Part part, Duration took) {
            lines.add(part.name() + " ready");
        }

        @Override
        public void died(Part part, int status, Duration next) {
            lines.add(part.name() + " died, next in " + next.toMillis() + " ms");
        }

        @Override
        public void cannotStart(Part part, String why) {
            lines.add(part.name() + " cannot start");
        }

        @Override
        public void again(Part part, Duration took) {
            lines.add(part.name() + " again");
        }

        @Override
        public void stopped(Part part, Duration took, boolean whenAsked) {
            lines.add(part.name() + " stopped " + (whenAsked ? "when asked" : "by force"));
        }
    }
}
