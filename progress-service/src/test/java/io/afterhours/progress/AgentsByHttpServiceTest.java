package io.afterhours.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.afterhours.testkit.ServersResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of {@code examples/agents-by-http}, run against the service. */
@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class AgentsByHttpServiceTest extends ServiceTest {
    @Test
    void a_script_without_a_client_reports_by_the_shell_functions_of_the_examples(@TempDir Path state)
            throws Exception {
        assumeTrue(isThere("curl"), "the example needs curl");
        var folder = Files.createDirectory(state.resolve("my \"notes\""));
        Files.writeString(folder.resolve("a.txt"), "a");
        example(state, "", "./backup", state.resolve("archives").toString(), folder.toString());
        as().get("/api/progress/" + session)
                .then()
                .statusCode(200)
                .body("state", equalTo("Complete"))
                .body("percent", equalTo(100.0f))
                .body("reports", equalTo(2))
                .body("agent", equalTo("backup"))
                .body("recent[0].message", equalTo("packing \"" + folder + "\""));
        assertThat(state.resolve("archives").resolve("my \"notes\".tar.gz")).exists();
    }

    @Test
    void the_script_of_the_examples_says_why_something_was_not_taken(@TempDir Path state) throws Exception {
        assertThat(example(state, "", "sh", "-c", ". ./afterhours.sh; progress s-1 101 'too far'"))
                .contains("afterhours: progress was not taken: {", "percent: expected a number from 0 to 100");
    }

    @Test
    void the_script_of_the_examples_goes_past_a_proxy_and_needs_no_new_curl(@TempDir Path state) throws Exception {
        assumeTrue(isThere("curl"), "the example needs curl");
        var old = Files.createDirectory(state.resolve("bin")).resolve("curl");
        Files.writeString(old, """
                #!/bin/sh
                PATH=${PATH#*:}
                case " $* " in *" --fail-with-body "*) echo "curl: option --fail-with-body: is unknown" >&2; exit 2 ;; esac
                exec curl "$@"
                """);
        assertThat(old.toFile().setExecutable(true)).isTrue();
        var said = example(
                state,
                "",
                "sh",
                "-c",
                "PATH=$AFTERHOURS_STATE/bin:$PATH; export http_proxy=http://127.0.0.1:9 no_proxy=;"
                        + " . ./afterhours.sh; progress $SESSION 40 half; progress $SESSION 101 'too far'");
        assertThat(said).startsWith("afterhours: progress was not taken: {").contains("percent: expected");
        as().get("/api/progress/" + session).then().body("percent", equalTo(40.0f));
    }

    @Test
    void the_script_of_the_examples_says_that_nobody_is_there_and_goes_on(@TempDir Path state) throws Exception {
        assumeTrue(isThere("curl"), "the example needs curl");
        var said = example(
                state,
                "",
                "sh",
                "-c",
                "set -e; echo '{\"url\":\"http://127.0.0.1:9\"}' > $AFTERHOURS_STATE/ports.json;"
                        + " . ./afterhours.sh; progress $SESSION 40 half; echo went on");
        assertThat(said)
                .contains("curl: (7)", "afterhours: progress was not taken")
                .endsWith("went on\n");
    }

    @Test
    void the_backup_of_the_examples_refuses_folders_whose_archives_would_be_one(@TempDir Path state) throws Exception {
        for (var folder : new String[] {"one", "two"}) {
            Files.createDirectories(state.resolve(folder).resolve("notes"));
        }
        var said = example(
                state,
                "",
                "sh",
                "-c",
                "./backup $AFTERHOURS_STATE/archives $AFTERHOURS_STATE/one/notes $AFTERHOURS_STATE/two/notes/"
                        + " || [ $? = 2 ]");
        assertThat(said).isEqualTo("backup: more than one folder is called notes\n");
        assertThat(state.resolve("archives")).doesNotExist();
    }

    @Test
    void a_session_of_claude_code_is_followed_by_the_hook_of_the_examples(@TempDir Path state) throws Exception {
        assumeTrue(isThere("python3"), "the example needs Python");
        var base = "\"session_id\":\"" + session + "\",\"cwd\":\"/home/me/shop\"";
        example(state, "{" + base + ",\"hook_event_name\":\"SessionStart\"}", "./claude-hook");
        example(
                state,
                "{" + base + ",\"hook_event_name\":\"PostToolUse\",\"tool_name\":\"Edit\","
                        + "\"tool_input\":{\"file_path\":\"src/cart.ts\"}}",
                "./claude-hook");
        as().get("/api/progress/claude-" + session)
                .then()
                .statusCode(200)
                .body("agent", equalTo("claude-code"))
                .body("task", equalTo("shop"))
                .body("state", equalTo("Working"))
                .body("message", equalTo("Edit: src/cart.ts"));
        example(state, "{" + base + ",\"hook_event_name\":\"SessionEnd\"}", "./claude-hook");
        as().get("/api/progress/claude-" + session).then().body("state", equalTo("Complete"));
        assertThat(example(state, "no JSON", "./claude-hook")).startsWith("afterhours: ");
        for (var none : new String[] {"[]", "null", "{\"hook_event_name\":\"Stop\",\"session_id\":5}"}) {
            assertThat(example(state, none, "./claude-hook")).startsWith("afterhours: no event");
        }

        example(state, "{" + base + ",\"hook_event_name\":\"SessionStart\",\"source\":\"resume\"}", "./claude-hook");
        as().get("/api/progress/claude-" + session + "-2")
                .then()
                .body("state", equalTo("Starting"))
                .body("endedAt", nullValue());
        example(state, "{" + base + ",\"hook_event_name\":\"SessionEnd\"}", "./claude-hook");
        example(state, "{" + base + ",\"hook_event_name\":\"Stop\"}", "./claude-hook");
        as().get("/api/progress/claude-" + session + "-3").then().body("state", equalTo("Waiting"));
    }

    /** Runs a file of the examples against this service; returns what it said, and nothing makes it fail. */
    private String example(Path state, String input, String... command) throws Exception {
        Files.writeString(
                state.resolve("ports.json"), "{\n  \"url\": \"http://localhost:" + RestAssured.port + "\"\n}");
        Files.writeString(state.resolve("token"), ServersResource.TOKEN);
        var builder = new ProcessBuilder(command)
                .directory(Path.of("../examples/agents-by-http").toFile())
                .redirectErrorStream(true);
        builder.environment().putAll(Map.of("AFTERHOURS_STATE", state.toString(), "SESSION", session));
        var process = builder.start();
        try (var to = process.getOutputStream()) {
            to.write(input.getBytes(StandardCharsets.UTF_8));
        }
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    static boolean isThere(String program) {
        return Arrays.stream(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }
}
