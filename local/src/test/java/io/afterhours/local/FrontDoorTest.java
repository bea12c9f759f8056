package io.afterhours.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script {@code afterhours} in a repository of stand-ins: a Maven and a Java that only say how they were called. */
class FrontDoorTest {
    private static final String MAVEN = """
            #!/bin/sh
            echo "$*" >>maven.calls
            mkdir -p local/target cli/target cli/target/classes runner/target/quarkus-app
            touch local/target/local.jar cli/target/afterhours-cli.jar cli/target/classes/Copied
            touch runner/target/quarkus-app/quarkus-run.jar
            """;
    private static final String JAVA = """
            #!/bin/sh
            echo "in $PWD with $(locale charmap): $*"
            """;

    @TempDir
    Path folder;

    private Path root;
    private Path caller;

    @BeforeEach
    void lay_out() throws Exception {
        root = Files.createDirectories(folder.resolve("repository")).toRealPath();
        caller = Files.createDirectories(folder.resolve("elsewhere")).toRealPath();
        Files.copy(Path.of("..", "afterhours"), root.resolve("afterhours"));
        program(root.resolve("mvnw"), MAVEN);
        program(folder.resolve("jdk/bin/java"), JAVA);
        program(folder.resolve("jdk/bin/javac"), JAVA);
        Files.writeString(folder.resolve("jdk/release"), "JAVA_VERSION=\"25.0.1\"\n");
        for (var command : List.of("git", "node", "npm")) {
            program(folder.resolve("bin").resolve(command), "#!/bin/sh\n");
        }
        source("pom.xml");
        for (var module : List.of("cli", "local", "runner")) {
            source(module + "/pom.xml");
            source(module + "/src/main/java/Main.java");
        }
    }

    @Test
    void what_is_built_is_not_built_again() throws Exception {
        run("up");
        run("up");
        run("status");
        assertThat(builds()).hasSize(1);
    }

    @Test
    void a_relative_state_folder_is_the_callers() throws Exception {
        assertThat(run("up", "--state", "./x"))
                .contains("in " + caller + " with")
                .contains("up --state ./x");
        assertThat(run("up", "--state", "./x")).contains("in " + caller + " with");
        assertThat(run("status", "--state", "./x")).contains("in " + caller + " with");
    }

    @Test
    void a_changed_source_is_built() throws Exception {
        run("up");
        change("runner/src/main/java/Main.java");
        run("up");
        assertThat(builds()).hasSize(2).allMatch(each -> each.contains("runner"));
    }

    @Test
    void a_source_that_is_gone_is_built_without_what_was_copied_of_it() throws Exception {
        source("cli/src/main/java/Other.java");
        run("up");
        Files.delete(root.resolve("cli/src/main/java/Other.java"));
        Files.createFile(root.resolve("cli/target/classes/Stale"));
        run("up");
        assertThat(builds()).hasSize(2);
        assertThat(root.resolve("cli/target/classes/Stale")).doesNotExist();
        assertThat(root.resolve("cli/target/classes/Copied")).exists();
    }

    @Test
    void an_older_file_that_is_put_among_the_sources_is_built() throws Exception {
        run("up");
        source("runner/src/main/java/Moved.java");
        run("up");
        assertThat(builds()).hasSize(2);
    }

    @Test
    void the_command_line_is_built_when_its_own_sources_change_and_nothing_else_is() throws Exception {
        run("status");
        change("runner/src/main/java/Main.java");
        run("status");
        assertThat(builds()).singleElement().asString().contains("-pl cli ");
        change("cli/src/main/java/Main.java");
        run("status");
        assertThat(builds()).hasSize(2).allMatch(each -> each.contains("-pl cli "));
    }

    @Test
    void a_failed_build_is_tried_again() throws Exception {
        program(root.resolve("mvnw"), "#!/bin/sh\necho broken\nexit 1\n");
        assertThat(run("status")).contains("broken").contains("the build failed");
        program(root.resolve("mvnw"), MAVEN);
        assertThat(run("status")).contains("status");
        assertThat(builds()).hasSize(1);
    }

    @Test
    void java_runs_with_utf_8_whatever_the_locale() throws Exception {
        assertThat(run(Map.of("LC_ALL", "POSIX"), "status")).contains("with UTF-8:");
        assertThat(run(Map.of("LC_ALL", "", "LANG", "xx_YY.UTF-8"), "status")).contains("with UTF-8:");
    }

    @Test
    void help_on_what_is_no_command_of_the_command_line_builds_no_more_than_it_needs_and_runs_nothing()
            throws Exception {
        assertThat(run("help", "up")).contains("local.jar up --help");
        assertThat(run("up", "--help")).contains("local.jar up --help");
        assertThat(run("help", "down")).contains("local.jar down --help");
        assertThat(run("help", "test")).startsWith("Usage: afterhours test");
        assertThat(run("test", "-h")).startsWith("Usage: afterhours test").doesNotContain("passed");
        assertThat(builds()).singleElement().asString().contains("-pl local ");
    }

    @Test
    void the_state_folder_may_stand_before_up_and_down_as_before_every_command() throws Exception {
        assertThat(run("--state", "my state", "up", "--detach")).contains("up --state my state --detach");
        assertThat(run("--state=my state", "down")).contains("down --state=my state");
        assertThat(run("--state", "x", "status")).contains("--state x status");
    }

    private List<String> builds() throws Exception {
        var calls = root.resolve("maven.calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    /** A file that is older than anything that was built. */
    private void source(String name) throws Exception {
        at(name, Instant.now().minus(Duration.ofHours(1)));
    }

    private void change(String name) throws Exception {
        at(name, Instant.now().plus(Duration.ofSeconds(1)));
    }

    private void at(String name, Instant time) throws Exception {
        var file = root.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, name);
        Files.setLastModifiedTime(file, FileTime.from(time));
    }

    private static void program(Path file, String text) throws Exception {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private String run(String... arguments) throws Exception {
        return run(Map.of(), arguments);
    }

    private String run(Map<String, String> environment, String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(root.resolve("afterhours").toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).directory(caller.toFile()).redirectErrorStream(true);
        builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
        builder.environment().put("HOME", folder.toString());
        builder.environment().merge("PATH", folder.resolve("bin").toString(), (path, own) -> own + ":" + path);
        builder.environment().putAll(environment);
        var process = builder.start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        return said;
    }
}
