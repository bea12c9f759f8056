package io.afterhours.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import io.afterhours.contracts.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hook of {@code examples/agents-by-http} as Claude Code runs it, against an Afterhours that takes everything. */
class ClaudeHookTest {
    private static final String SESSION = "4f1c2a77-0d57-4b8e-9f52-6f0b1a1f3a10";

    private final Queue<Taken> taken = new ConcurrentLinkedQueue<>();

    @TempDir
    Path state;

    @SuppressWarnings("NullAway.Init") // Made before each test.
    private HttpServer afterhours;

    private record Taken(String path, JsonNode document) {}

    @BeforeEach
    void start() throws IOException {
        assumeTrue(AgentsByHttpServiceTest.isThere("python3"), "the example needs Python");
        afterhours = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 8);
        afterhours.createContext("/", exchange -> {
            try (exchange) {
                taken.add(new Taken(
                        exchange.getRequestURI().getPath(),
                        Json.read(exchange.getRequestBody().readAllBytes(), JsonNode.class)));
                exchange.sendResponseHeaders(201, -1);
            }
        });
        afterhours.start();
        Files.writeString(
                state.resolve("ports.json"),
                "{\"url\": \"http://localhost:" + afterhours.getAddress().getPort() + "\"}");
        Files.writeString(state.resolve("token"), "a-token");
    }

    @AfterEach
    void stop() {
        afterhours.stop(0);
    }

    @Test
    void says_nothing_of_an_attempt_that_afterhours_started() throws Exception {
        assertThat(hook(event("SessionStart", ""), Map.of("AFTERHOURS_ATTEMPT", "s-1")))
                .isEmpty();
        assertThat(taken).isEmpty();
        assertThat(hook(event("SessionStart", ""), Map.of())).isEmpty();
        assertThat(taken).hasSize(1);
    }

    @Test
    void asks_for_a_permission_and_for_what_a_tool_wants_to_know_and_says_in_the_title_what_and_in_which_session()
            throws Exception {
        hook(notification("permission_prompt", "Claude needs your permission to use Bash"), Map.of());
        hook(notification("elicitation_dialog", "Which database?"), Map.of());
        hook(event("StopFailure", ",\"error\":\"rate_limit\""), Map.of());
        assertThat(taken).extracting(Taken::path).containsOnly("/api/escalations");
        assertThat(taken)
                .extracting(each -> each.document().path("title").asText())
                .containsExactly(
                        "Claude Code in shop (4f1c2a77): Claude needs your permission to use Bash",
                        "Claude Code in shop (4f1c2a77): Which database?",
                        "Claude Code in shop (4f1c2a77): It stopped: rate_limit");
        assertThat(taken)
                .first()
                .extracting(each -> each.document().path("question").asText())
                .isEqualTo("Claude needs your permission to use Bash");
    }

    @Test
    void asks_nothing_because_nobody_typed_for_a_while() throws Exception {
        hook(notification("idle_prompt", "Claude is waiting for your input"), Map.of());
        hook(notification("auth_success", "You are signed in"), Map.of());
        assertThat(taken).isEmpty();
    }

    @Test
    void a_version_that_does_not_say_what_a_notification_is_for_asks_what_is_not_idle() throws Exception {
        hook(event("Notification", ",\"message\":\"Claude is waiting for your input\""), Map.of());
        assertThat(taken).isEmpty();
        hook(event("Notification", ",\"message\":\"Claude needs your permission to use Bash\""), Map.of());
        assertThat(taken).hasSize(1);
    }

    @Test
    void the_title_is_short_however_long_the_message_is() throws Exception {
        hook(notification("permission_prompt", "long ".repeat(200)), Map.of());
        assertThat(taken)
                .singleElement()
                .satisfies(each ->
                        assertThat(each.document().path("title").asText()).hasSizeBetween(100, 200));
    }

    @Test
    void goes_past_a_proxy_of_the_environment() throws Exception {
        var proxy = "http://127.0.0.1:9";
        assertThat(hook(event("SessionStart", ""), Map.of("http_proxy", proxy, "no_proxy", "")))
                .isEmpty();
        assertThat(taken).hasSize(1);
    }

    @Test
    void the_settings_name_it_wherever_the_examples_are() throws Exception {
        var examples = Files.createSymbolicLink(
                state.resolve("my examples"),
                Path.of("../examples/agents-by-http").toAbsolutePath());
        var settings = Files.readString(examples.resolve("claude-settings.json"))
                .replace("AFTERHOURS_EXAMPLES", examples.toString());
        var commands = Json.read(settings.getBytes(StandardCharsets.UTF_8), JsonNode.class)
                .findValuesAsText("command");
        assertThat(commands).hasSize(6);
        for (var command : commands) {
            assertThat(said(event("SessionStart", ""), Map.of(), "sh", "-c", command))
                    .isEmpty();
        }
        assertThat(taken).hasSize(6);
    }

    private static String notification(String type, String message) {
        return event("Notification", ",\"notification_type\":\"" + type + "\",\"message\":\"" + message + "\"");
    }

    private static String event(String name, String more) {
        return "{\"session_id\":\"" + SESSION + "\",\"cwd\":\"/home/me/shop\",\"hook_event_name\":\"" + name + "\""
                + more + "}";
    }

    /** What it says on standard error or output; it never fails. */
    private String hook(String event, Map<String, String> environment) throws Exception {
        return said(event, environment, "../examples/agents-by-http/claude-hook");
    }

    private String said(String event, Map<String, String> environment, String... command) throws Exception {
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("AFTERHOURS_STATE", state.toString());
        builder.environment().putAll(environment);
        var process = builder.start();
        try (var to = process.getOutputStream()) {
            to.write(event.getBytes(StandardCharsets.UTF_8));
        }
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}
