package io.afterhours.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Keeps docs/reference/command-line.md in step; {@code -Dafterhours.regenerate=true} writes it anew. */
class CommandLineReferenceTest {
    private static final Path PAGE = Path.of(System.getProperty("afterhours.root"), "docs/reference/command-line.md");

    /** Commands of parts of the suite that do not exist yet. */
    private static final Pattern TO_COME =
            Pattern.compile("\\b(checks|beat|problems|brief|weekend|overnight|patterns|predict|observe)\\b");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void the_page_is_what_the_commands_say() throws IOException {
        var page = page();
        if (Boolean.getBoolean("afterhours.regenerate")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, page);
        }

        assertThat(Files.readString(PAGE))
                .as("regenerate with: ./mvnw -pl cli test -Dtest=CommandLineReferenceTest"
                        + " -Dafterhours.regenerate=true")
                .isEqualTo(page);
    }

    @Test
    void the_page_names_nothing_that_is_not_there() throws IOException {
        assertThat(page().toLowerCase(Locale.ROOT)).doesNotContainPattern(TO_COME);
    }

    private String page() {
        var page = new StringBuilder("""
                # The command line

                <!-- Generated from the commands themselves by CommandLineReferenceTest; change them, not this page. -->

                `./afterhours COMMAND` at the root of the repository. `--json`, `--state DIR` and `--help` go with every command, before or
                after it. With `--json` there is exactly one JSON document on standard output: the server's answer, with the field
                names of the HTTP interface. (`logs -f --json` alone writes one document per line.)

                | exit code | means |
                |---|---|
                | 0 | done |
                | 1 | refused or failed; the reason and what to do are on standard error |
                | 2 | wrong usage: an unknown command or option, or input that is not valid |

                """);
        fence(page, help(root()));
        for (var group : Commands.GROUPS) {
            page.append("## ").append(group.heading()).append("\n\n");
            for (var entry : group.entries()) {
                append(page, requireNonNull(root().getSubcommands().get(entry.name())), "### ");
            }
        }
        return page.toString().stripTrailing() + "\n";
    }

    private static void append(StringBuilder page, CommandLine command, String heading) {
        page.append(heading)
                .append(command.getCommandSpec().qualifiedName().substring("afterhours ".length()))
                .append("\n\n");
        fence(page, help(command));
        List.copyOf(command.getSubcommands().values()).forEach(each -> append(page, each, heading));
    }

    private static void fence(StringBuilder page, String text) {
        page.append("```\n")
                .append(text.lines()
                        .map(String::stripTrailing)
                        .collect(Collectors.joining("\n"))
                        .strip())
                .append("\n```\n\n");
    }

    private static String help(CommandLine command) {
        return command.getUsageMessage(CommandLine.Help.Ansi.OFF);
    }

    private CommandLine root() {
        return new Caller(folder)
                .cli(new ByteArrayOutputStream(), new ByteArrayOutputStream())
                .model();
    }
}
