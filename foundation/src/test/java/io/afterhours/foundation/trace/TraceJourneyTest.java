package io.afterhours.foundation.trace;

import static io.restassured.RestAssured.given;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.afterhours.testkit.NatsServer;
import io.afterhours.testkit.ServersResource;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** One trace from a request through the outbox and NATS to what the next service says because of it. */
@QuarkusTest
@QuarkusTestResource(ServersResource.class)
class TraceJourneyTest {
    private static final String ID = "0af7651916cd43dd8448eb211c80319c";

    @SuppressWarnings("NullAway.Init")
    NatsServer nats;

    private final ConcurrentLinkedQueue<Message> heard = new ConcurrentLinkedQueue<>();

    @SuppressWarnings("NullAway.Init")
    private Connection connection;

    @BeforeEach
    void listen() throws Exception {
        await().atMost(Duration.ofSeconds(30))
                .until(() -> given().get("/q/health/ready").statusCode() == 200);
        connection = Nats.connect(nats.url());
        connection.createDispatcher(heard::add).subscribe("agent.*.usage").subscribe("cost.recorded");
        connection.flush(Duration.ofSeconds(5));
    }

    @AfterEach
    void disconnect() throws InterruptedException {
        connection.close();
    }

    @Test
    void the_trace_of_a_request_goes_on_in_what_the_method_says_that_takes_its_message() {
        report("s-traced", "00-" + ID + "-b7ad6b7169203331-01");

        assertThat(trace("agent.http.usage", "s-traced")).isEqualTo(ID);
        assertThat(trace("cost.recorded", "s-traced")).isEqualTo(ID);
        assertThat(header("agent.http.usage", "s-traced")).isNotEqualTo(header("cost.recorded", "s-traced"));
    }

    @Test
    void a_request_without_a_trace_begins_one() {
        report("s-begun", null);

        assertThat(trace("agent.http.usage", "s-begun")).isEqualTo(trace("cost.recorded", "s-begun"));
    }

    @Test
    void a_header_that_is_none_is_ignored() {
        report("s-strange", "00-" + ID + "-b7ad6b7169203331-01-" + "x".repeat(500));

        assertThat(trace("agent.http.usage", "s-strange"))
                .isEqualTo(trace("cost.recorded", "s-strange"))
                .isNotEqualTo(ID);
    }

    private static void report(String session, @Nullable String traceparent) {
        var request = given().header("Authorization", "Bearer " + ServersResource.TOKEN);
        (traceparent == null ? request : request.header(Trace.HEADER, traceparent))
                .post("/test/usage/" + session)
                .then()
                .statusCode(204);
    }

    private String trace(String subject, String session) {
        return Trace.parse(header(subject, session)).orElseThrow().id();
    }

    private String header(String subject, String session) {
        var message =
                await().until(() -> find(subject, session), Optional::isPresent).orElseThrow();
        return requireNonNull(message.getHeaders().getFirst(Trace.HEADER));
    }

    private Optional<Message> find(String subject, String session) {
        return heard.stream()
                .filter(message -> message.getSubject().equals(subject))
                .filter(message ->
                        new String(message.getData(), StandardCharsets.UTF_8).contains("\"" + session + "\""))
                .findFirst();
    }
}
