package io.afterhours.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompletionTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void bash_reads_its_script_and_completes_commands() throws Exception {
        var script = new Caller(folder).call("completion", "bash").out();

        assertThat(bash(script + "\nCOMP_WORDS=(afterhours sta); COMP_CWORD=1; _complete_afterhours\n"
                        + "printf '%s\\n' \"${COMPREPLY[@]}\"\n"))
                .isEqualTo("status\n");
    }

    @Test
    void zsh_gets_a_script_that_loads_what_it_needs() {
        assertThat(new Caller(folder).call("completion", "zsh").out()).contains("bashcompinit");
    }

    @Test
    void fish_knows_commands_options_and_values() {
        var script = new Caller(folder).call("completion", "fish").out();

        assertThat(script)
                .contains("complete -c afterhours -n '__fish_use_subcommand' -a status -d 'Show how things stand:")
                .contains("complete -c afterhours -n '__fish_seen_subcommand_from queue; and not "
                        + "__fish_seen_subcommand_from list stats next schedule plan' -a stats -d ")
                .contains(
                        "complete -c afterhours -n '__fish_seen_subcommand_from queue; and __fish_seen_subcommand_from plan; and not "
                                + "__fish_seen_subcommand_from veto lock first before undo' -a veto -d ")
                .contains("complete -c afterhours -n '__fish_seen_subcommand_from add' -l priority -x -a "
                        + "'urgent high medium low' -d ")
                .contains("-l workspace -r -F -d ");
    }

    @Test
    void another_shell_is_wrong_usage() {
        var outcome = new Caller(folder).call("completion", "tcsh");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("expected one of [bash, zsh, fish]", "'tcsh'");
    }

    private static String bash(String script) throws IOException {
        var bash = new ProcessBuilder("bash", "--norc")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var in = bash.getOutputStream()) {
            in.write(script.getBytes(UTF_8));
        }
        return new String(bash.getInputStream().readAllBytes(), UTF_8);
    }
}
