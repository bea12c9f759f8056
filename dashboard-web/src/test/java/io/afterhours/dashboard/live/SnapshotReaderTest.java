package io.afterhours.dashboard.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterhours.dashboard.DashboardServers;
import io.afterhours.dashboard.FakeServices;
import io.afterhours.dashboard.service.Services;
import io.afterhours.testkit.SettableClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A reader with a store and a clock of its own, whose turns the test takes. */
@QuarkusTest
@QuarkusTestResource(DashboardServers.class)
class SnapshotReaderTest {
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
        reader = new SnapshotReader(calls, rows, new UnendedRows(calls, rows, hub), hub, config, clock);
        reader.readWhatIsDue();
    }

    @AfterEach
    void let_go() {
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
}
