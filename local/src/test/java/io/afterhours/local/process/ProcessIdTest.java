package io.afterhours.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessIdTest {
    @TempDir
    Path folder;

    @Test
    void a_process_that_runs_is_found_again_by_its_file() {
        var self = ProcessId.of(ProcessHandle.current());
        self.write(folder.resolve("self.pid"));
        assertThat(ProcessId.read(folder.resolve("self.pid")).flatMap(ProcessId::running))
                .map(ProcessHandle::pid)
                .contains(ProcessHandle.current().pid());
    }

    @Test
    void a_number_that_was_given_to_another_process_is_not_taken_for_the_first() {
        var self = ProcessId.of(ProcessHandle.current());
        assertThat(new ProcessId(self.pid(), self.started().minusSeconds(60)).running())
                .isEmpty();
    }

    @Test
    void a_process_that_ended_does_not_run() throws Exception {
        var process = new ProcessBuilder("true").start();
        var id = ProcessId.of(process.toHandle());
        process.waitFor();
        assertThat(id.running()).isEmpty();
        assertThat(id.awaitEnd(Duration.ofSeconds(1))).isTrue();
    }

    @Test
    void a_file_that_is_missing_or_broken_names_nobody() throws Exception {
        assertThat(ProcessId.read(folder.resolve("none.pid"))).isEmpty();
        assertThat(ProcessId.read(Files.writeString(folder.resolve("broken.pid"), "what?")))
                .isEmpty();
        assertThat(ProcessId.read(Files.writeString(folder.resolve("half.pid"), "12 soon")))
                .isEmpty();
    }
}
