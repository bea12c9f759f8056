package io.afterhours.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.local.state.StateFolder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpCommandTest {
    @TempDir
    Path folder;

    @Test
    void a_second_up_on_the_same_folder_says_that_it_runs_already() throws Exception {
        var state = new StateFolder(folder.resolve("state")).open();
        var lock = RunLock.take(state).orElseThrow();
        var second = run("up", "--state", state.root().toString());
        lock.lock().release();
        assertThat(second.status()).isEqualTo(1);
        assertThat(second.said()).contains("it runs already in " + state.root()).contains("afterhours down");
    }

    @Test
    void down_says_so_when_nothing_runs() throws Exception {
        var answer = run("down", "--state", folder.resolve("nothing").toString());
        assertThat(answer.status()).isZero();
        assertThat(answer.said()).contains("Nothing runs in " + folder.resolve("nothing"));
        assertThat(folder.resolve("nothing")).doesNotExist();
    }

    @Test
    void a_wrong_option_is_wrong_usage() throws Exception {
        assertThat(run("up", "--fast").status()).isEqualTo(2);
    }

    @Test
    void a_port_that_is_no_number_is_wrong_usage_and_said_in_words() throws Exception {
        var answer = run("up", "--port-base", "abc");
        assertThat(answer.status()).isEqualTo(2);
        assertThat(answer.said()).contains("--port-base").contains("'abc' is not a port such as 8080");
    }

    @Test
    void without_built_services_it_says_what_to_do() throws Exception {
        var answer = run("up", "--state", folder.resolve("state").toString());
        assertThat(answer.status()).isEqualTo(1);
        assertThat(answer.said()).contains("not everything is built under " + folder);
    }

    private record Answer(int status, String said) {}

    private Answer run(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dafterhours.root=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), said);
    }
}
