package io.afterhours.dashboard.live;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.notNullValue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.afterhours.contracts.Json;
import io.afterhours.dashboard.DashboardServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Set;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The stream as a browser gets it. */
@QuarkusTest
@QuarkusTestResource(DashboardServers.class)
class StreamTest {
    @Inject
    LiveHub hub;

    @Inject
    LiveFeed feed;

    private record Event(String kind, String id, JsonNode data) {}

    /** A tab that reads all it gets. */
    private static final class Tab implements AutoCloseable {
        private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>();
        /** As browsers speak where nothing is encrypted. */
        private final HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

        private volatile String encoding = "";

        Tab(String query, @Nullable String lastEventId) {
            this(query, lastEventId, "identity");
        }

        Tab(String query, @Nullable String lastEventId, String encodings) {
            var request = HttpRequest.newBuilder(
                            URI.create("http://localhost:" + RestAssured.port + "/api/stream?" + query))
                    .header("Authorization", "Bearer " + DashboardServers.TOKEN)
                    .header("Accept-Encoding", encodings);
            if (lastEventId != null) {
                request.header("Last-Event-ID", lastEventId);
            }
            var _ = client.sendAsync(request.build(), BodyHandlers.ofInputStream())
                    .thenAccept(response -> {
                        encoding = response.headers()
                                .firstValue("Content-Encoding")
                                .orElse("");
                        try (var body = encoding.equals("gzip") ? unpacked(response.body()) : response.body();
                                var reader = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
                            read(reader);
                        } catch (IOException e) {
                            events.add(new Event("closed", "", TextNode.valueOf(String.valueOf(e.getMessage()))));
                        }
                    });
        }

        private static InputStream unpacked(InputStream body) throws IOException {
            return new GZIPInputStream(body) {
                // It would say that there is more before it has looked, and its reader would wait for that.
                @Override
                public int available() {
                    return 0;
                }
            };
        }

        private void read(BufferedReader reader) throws IOException {
            var kind = "";
            var id = "";
            for (var line = reader.readLine(); line != null; line = reader.readLine()) {
                if (line.startsWith("event: ")) {
                    kind = line.substring(7);
                    id = "";
                } else if (line.startsWith("id: ")) {
                    id = line.substring(4);
                } else if (line.startsWith("data: ")) {
                    events.add(new Event(
                            kind, id, Json.read(line.substring(6).getBytes(StandardCharsets.UTF_8), JsonNode.class)));
                }
            }
        }

        Event next(String kind) throws InterruptedException {
            for (var event = events.poll(10, TimeUnit.SECONDS);
                    event != null;
                    event = events.poll(10, TimeUnit.SECONDS)) {
                if (event.kind().equals(kind)) {
                    return event;
                }
            }
            throw new AssertionError("no " + kind + " came");
        }

        @Override
        public void close() {
            client.shutdownNow();
        }
    }

    private void set(String id, String value) {
        hub.store().put("probe", id, TextNode.valueOf(value));
        hub.changed();
    }

    @Test
    void nobody_is_told_that_there_is_nothing_before_anybody_has_looked() throws InterruptedException {
        await().until(hub::isFilled);
        hub.setFilled(false);
        try (var tab = new Tab("topics=builds", "before-the-restart-12")) {
            assertThat(tab.next("hb").data().path("pv").asInt()).isEqualTo(Frames.PROTOCOL);
            hub.changed();
            assertThat(tab.events).isEmpty();
            hub.setFilled(true);
            assertThat(tab.next("snapshot").data().path("topics").path("builds"))
                    .isNotEmpty();
        } finally {
            hub.setFilled(true);
        }
    }

    @Test
    void what_nobody_looked_at_is_read_when_somebody_does() {
        await().until(() -> hub.isFilled() && !hub.isWatched());
        hub.store().put("runners", "left-unseen", TextNode.valueOf("gone"));
        feed.refreshSoon();
        try (var _ = new Tab("topics=runners", null)) {
            await().until(() -> hub.store().get("runners", "left-unseen") == null);
        }
    }

    @Test
    void a_service_that_goes_down_is_told_of_at_once() throws InterruptedException {
        try (var tab = new Tab("topics=probe", null)) {
            tab.next("snapshot");
            var minute = new AtomicInteger(10);
            // The machine may be busy with something else at any of them, but not at all; each begins with a beat, five
            // seconds before the next.
            await("one that is told at once")
                    .atMost(Duration.ofSeconds(30))
                    .until(
                            () -> toldAfter(tab, "down since 23:" + minute.getAndIncrement()),
                            took -> took.compareTo(Duration.ofSeconds(2)) < 0);
        }
    }

    private Duration toldAfter(Tab tab, String state) throws InterruptedException {
        var start = System.nanoTime();
        hub.setUp("probe", state);
        hub.changed();
        while (!tab.next("hb").data().path("up").path("probe").asText().equals(state)) {
            // A beat that was on its way.
        }
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void begins_with_everything_and_goes_on_with_what_changes() throws Exception {
        set("a", "1");
        try (var tab = new Tab("topics=probe", null)) {
            var snapshot = tab.next("snapshot");
            assertThat(snapshot.data().path("topics").path("probe").toString()).contains("[\"a\",");
            set("a", "2");
            var delta = tab.next("delta");
            assertThat(delta.data().path("u").path("probe").get(0).get(2).asText())
                    .isEqualTo("2");
            assertThat(delta.data().path("f").asLong())
                    .isEqualTo(snapshot.data().path("t").asLong());
        }
    }

    @Test
    void goes_on_from_its_cursor_with_what_was_missed_and_nothing_else() throws Exception {
        set("b", "1");
        set("c", "1");
        String cursor;
        try (var tab = new Tab("topics=probe", null)) {
            cursor = tab.next("snapshot").id();
        }
        set("b", "2");
        try (var tab = new Tab("topics=probe", cursor)) {
            var delta = tab.next("delta");
            assertThat(delta.data().path("u").path("probe")).hasSize(1);
        }
    }

    @Test
    void a_cursor_of_another_server_gets_everything() throws Exception {
        set("d", "1");
        try (var tab = new Tab("topics=probe&since=gone-7", null)) {
            assertThat(tab.next("snapshot").data().path("e").asText())
                    .isEqualTo(hub.store().epoch());
        }
    }

    @Test
    void a_lone_change_goes_at_once_and_a_flood_goes_at_most_twenty_times_a_second() throws Exception {
        try (var tab = new Tab("topics=flood", null)) {
            tab.next("snapshot");
            var lone = new AtomicInteger();
            // The machine may be busy with something else at any of them, but not at all; between them is silence.
            await("one that goes at once")
                    .pollInterval(Duration.ofMillis(100))
                    .until(
                            () -> sentAfter(tab, "lone " + lone.incrementAndGet()),
                            took -> took.compareTo(Duration.ofMillis(50)) < 0);
            var until = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
            for (int i = 0; System.nanoTime() < until; i++) {
                hub.store().put("flood", "x", TextNode.valueOf("n" + i));
                hub.changed();
                Thread.onSpinWait();
            }
            hub.store().put("flood", "x", TextNode.valueOf("last"));
            hub.changed();
            var frames = new ArrayList<Event>();
            do {
                frames.add(tab.next("delta"));
            } while (!frames.getLast()
                    .data()
                    .path("u")
                    .path("flood")
                    .get(0)
                    .get(2)
                    .asText()
                    .equals("last"));
            assertThat(frames).hasSizeBetween(2, 24);
        }
    }

    private Duration sentAfter(Tab tab, String value) throws InterruptedException {
        var start = System.nanoTime();
        hub.store().put("flood", "x", TextNode.valueOf(value));
        hub.changed();
        tab.next("delta");
        return Duration.ofNanos(System.nanoTime() - start);
    }

    @Test
    void frames_are_written_once_for_all_tabs() {
        var topics = Set.of("probe", "once");
        Runnable listener = () -> {};
        hub.listen(topics, listener);
        try {
            set("e", "1");
            var from = hub.store().version();
            set("e", "2");
            await().until(() -> hub.after(topics, from).isPresent());
            var one = hub.after(topics, from).orElseThrow();
            assertThat(one.frame())
                    .isSameAs(hub.after(topics, from).orElseThrow().frame());
            assertThat(hub.after(topics, one.to())).isEmpty();
        } finally {
            hub.forget(topics, listener);
        }
    }

    @Test
    void a_tab_that_takes_gzip_has_each_frame_as_soon_as_it_is_written() throws InterruptedException {
        set("g", "1");
        try (var tab = new Tab("topics=probe", null, "gzip, deflate, br")) {
            assertThat(tab.next("snapshot").data().path("topics").path("probe").toString())
                    .contains("[\"g\",");
            for (var value : new String[] {"2", "3"}) {
                set("g", value);
                var put = tab.next("delta").data().path("u").path("probe");
                assertThat(put.get(0).get(2).asText()).isEqualTo(value);
            }
            assertThat(tab.encoding).isEqualTo("gzip");
        }
    }

    @Test
    void a_tab_that_reads_nothing_holds_up_nobody_and_gets_only_the_newest_later() throws Exception {
        var filler = "x".repeat(2_000);
        try (var _ = stalled("big");
                var tab = new Tab("topics=big", null)) {
            tab.next("snapshot");
            for (int round = 0; round < 60; round++) {
                for (int row = 0; row < 50; row++) {
                    hub.store().put("big", "r" + row, TextNode.valueOf(round + filler));
                }
                hub.changed();
                var wanted = round + "x";
                await().until(() -> tab.next("delta")
                        .data()
                        .path("u")
                        .path("big")
                        .valueStream()
                        .anyMatch(row -> row.get(0).asText().equals("r49")
                                && row.get(2).asText().startsWith(wanted)));
            }
            set("unblocked", "yes");
        }
    }

    @Test
    void a_tab_that_reads_nothing_is_let_go_with_all_that_waits_for_it() throws Exception {
        await("the tabs of other tests are gone").until(() -> !hub.isWatched());
        var filler = "x".repeat(20_000);
        var round = new AtomicInteger();
        try (var stalled = stalled("much")) {
            await().until(hub::isWatched);
            await("the end of its connection").atMost(Duration.ofSeconds(20)).until(() -> {
                for (int row = 0; row < 50; row++) {
                    hub.store().put("much", "r" + row, TextNode.valueOf(round.incrementAndGet() + filler));
                }
                hub.changed();
                return isOver(stalled);
            });
            await("nobody looks any more").until(() -> !hub.isWatched());
        } finally {
            hub.store().ids("much").forEach(id -> hub.store().remove("much", id, Instant.EPOCH));
        }
    }

    /** A tab that asks, and never reads. */
    private static Socket stalled(String topic) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(4_096);
        socket.connect(new InetSocketAddress("localhost", RestAssured.port));
        var request = "GET /api/stream?topics=%s HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n\r\n"
                .formatted(topic, DashboardServers.TOKEN);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
        return socket;
    }

    /** Asked without reading, which would make room for what waits: an empty line before a next request says nothing. */
    private static boolean isOver(Socket socket) {
        try {
            socket.getOutputStream().write("\r\n".getBytes(StandardCharsets.UTF_8));
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    @Test
    void more_streams_than_are_allowed_are_refused_with_when_to_come_back() throws InterruptedException {
        await("the tabs of other tests are gone").until(() -> !hub.isWatched());
        var tabs = new ArrayList<Tab>();
        try {
            for (int i = 0; i < 20; i++) {
                tabs.add(new Tab("topics=probe", null));
            }
            for (var tab : tabs) {
                tab.next("snapshot");
            }
            given().header("Authorization", "Bearer " + DashboardServers.TOKEN)
                    .get("/api/stream")
                    .then()
                    .statusCode(503)
                    .header("Retry-After", notNullValue());
        } finally {
            tabs.forEach(Tab::close);
        }
    }

    @Test
    void the_log_of_a_build_comes_with_the_stream() throws Exception {
        try (var tab = new Tab("topics=builds&log=B-41&after=390", null)) {
            var lines = tab.next("log").data();
            assertThat(lines.path("build").asText()).isEqualTo("B-41");
            assertThat(lines.path("lines").get(0).path("n").asLong()).isEqualTo(391);
        }
    }

    @Test
    void the_log_of_a_session_comes_with_the_stream() throws Exception {
        try (var tab = new Tab("topics=builds&log=session:s-borealis&after=390", null)) {
            var lines = tab.next("log").data();
            assertThat(lines.path("build").asText()).isEqualTo("session:s-borealis");
            assertThat(lines.path("lines").get(0).path("n").asLong()).isEqualTo(391);
        }
    }
}
