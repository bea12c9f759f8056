package io.afterhours.dashboard.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.afterhours.dashboard.DashboardServers;
import io.afterhours.dashboard.FakeServices;
import io.afterhours.dashboard.service.Services;
import io.afterhours.testkit.SettableClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A reader with a store and a clock of its own, whose turns the test takes. */
@QuarkusTest
@QuarkusTestResource(DashboardServers.class)
class SnapshotReaderTest {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final SettableClock clock = SettableClock.at("2026-11-21T23:00:00Z");
    private final LiveHub hub = new LiveHub(Duration.ofMillis(50), clock);

    @SuppressWarnings("NullAway.Init") // The test resource injects it.
    FakeServices services;

    @Inject
    Services calls;

    @Inject
    LiveConfig config;

    @SuppressWarnings("NullAway.Init") // Made before each test.
    private SnapshotReader reader;

    @BeforeEach
    void read_everything() {
        var rows = new Rows(hub, clock);
        var wholeRows = new WholeRows(calls, rows, hub, config, clock);
        var unended = new UnendedRows(calls, rows, hub);
        reader = new SnapshotReader(calls, rows, wholeRows, unended, hub, config, clock);
        reader.readWhatIsDue();
    }

    @AfterEach
    void let_go() {
        services.whileRead.clear();
        hub.stop();
    }

    private JsonNode row(String topic, String id) {
        return Objects.requireNonNull(hub.store().get(topic, id));
    }

    @Test
    void the_expected_end_of_a_running_build_moves_though_no_event_tells_of_it() {
        for (var id : new String[] {"B-41", "B-42"}) {
            var build = services.builds.get(id);
            var first = build.path("eta").asText();
            var later = Instant.parse(first).plusSeconds(600).toString();
            try {
                build.put("eta", later);
                clock.advance(config.refresh().plusSeconds(1));
                reader.readWhatIsDue();
                assertThat(row(Rows.BUILDS, id).path("eta").asText()).isEqualTo(later);
                assertThat(row(Rows.BUILDS, id).path("session").asText()).isEqualTo("s-" + id);
            } finally {
                build.put("eta", first);
            }
        }
    }

    @Test
    void what_comes_while_everything_is_read_stays_and_what_was_there_before_and_is_not_found_goes() {
        var topics = Map.of("/api/builds", Rows.BUILDS, "/api/escalations", Rows.INBOX);
        topics.forEach((path, topic) -> {
            hub.store().put(topic, "B-1", JSON.objectNode());
            services.whileRead.put(
                    path, () -> hub.store().put(topic, "B-2", JSON.objectNode().put("version", System.nanoTime())));
        });
        reader.forgetAll();
        reader.readWhatIsDue();
        for (var topic : topics.values()) {
            assertThat(hub.store().ids(topic)).contains("B-2").doesNotContain("B-1");
        }
    }

    @Test
    void events_that_were_missed_while_everything_is_read_have_it_read_again() {
        services.whileRead.put("/api/builds", reader::forgetAll);
        reader.forgetAll();
        reader.readWhatIsDue();
        hub.store().put(Rows.BUILDS, "B-1", JSON.objectNode().put("state", "queued"));
        reader.readWhatIsDue();
        assertThat(hub.store().ids(Rows.BUILDS)).doesNotContain("B-1");
    }

    @Test
    void a_service_that_does_not_answer_after_events_were_missed_is_down() {
        assertThat(hub.up()).containsEntry("scheduler", "ok");
        services.takeAway("scheduler");
        try {
            reader.forgetAll();
            reader.readWhatIsDue();
            assertThat(hub.up().get("scheduler")).startsWith("down since");
        } finally {
            services.bringBack("scheduler");
        }
    }

    @Test
    void sessions_that_are_no_more_and_costs_of_builds_that_are_no_more_go_with_the_next_whole_reading() {
        hub.store().put(Rows.PROGRESS, "s-gone", JSON.objectNode().put("session", "s-gone"));
        hub.store().put(Rows.COSTS, "B-1", JSON.objectNode().put("cost", "1.0000"));
        clock.advance(config.whole());
        reader.readWhatIsDue();
        assertThat(hub.store().ids(Rows.PROGRESS)).contains("s-gone");
        assertThat(hub.store().ids(Rows.COSTS)).contains("B-1");
        clock.advance(Duration.ofSeconds(1));
        reader.readWhatIsDue();
        assertThat(hub.store().ids(Rows.PROGRESS)).contains("s-borealis").doesNotContain("s-gone");
        assertThat(hub.store().ids(Rows.COSTS)).contains("B-41").doesNotContain("B-1");
    }

    @Test
    void however_many_sessions_were_there_before_all_pages_of_them_are_read() {
        for (int i = 0; i < 10_000; i++) {
            hub.store().put(Rows.PROGRESS, "s-gone-" + i, JSON.objectNode().put("session", "s-gone-" + i));
        }
        for (int i = 0; i < 400; i++) {
            var id = "s-more-" + i;
            services.progress.sessions.put(id, JSON.objectNode().put("session", id));
        }
        try {
            reader.forgetAll();
            reader.readWhatIsDue();
        } finally {
            services.progress.sessions.keySet().removeIf(id -> id.startsWith("s-more-"));
        }
        assertThat(hub.store().ids(Rows.PROGRESS))
                .contains("s-more-0", "s-more-399")
                .doesNotContain("s-gone-0");
    }
}
