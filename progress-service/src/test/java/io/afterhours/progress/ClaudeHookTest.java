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

    private static String event(String name, String more) {
        return "{\"session_id\":\"" + SESSION + "\",\"cwd\":\"/home/me/shop\",\"hook_event_name\":\"" + name + "\""
                + more + "}";
    }

    /** What it says on standard error or output; it never fails. */
    private String hook(String event, Map<String, String> environment) throws Exception {
        var builder = new ProcessBuilder("../examples/agents-by-http/claude-hook").redirectErrorStream(true);
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
