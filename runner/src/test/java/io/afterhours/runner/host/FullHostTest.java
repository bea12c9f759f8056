package io.afterhours.runner.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.runner.AttemptFinished;
import io.afterhours.contracts.runner.AttemptTaken;
import io.afterhours.contracts.runner.HostLoad;
import io.afterhours.contracts.runner.HostResource;
import io.afterhours.contracts.runner.RunnerReported;
import io.afterhours.runner.load.Gauge;
import io.afterhours.runner.load.Load;
import io.afterhours.testkit.NatsServer;
import io.afterhours.testkit.ServersResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A runner whose host fills up and empties again, as its gauge says. */
@QuarkusTest
@QuarkusTestResource(
        value = ServersResource.class,
        restrictToAnnotatedClass = true,
        initArgs = @ResourceArg(name = "database", value = "false"))
@TestProfile(FullHostTest.Settings.class)
class FullHostTest {
    /** A folder of its own, and a gauge that is set by hand. */
    public static final class Settings implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                return Map.of(
                        "afterhours.runner.folder",
                        Files.createTempDirectory("full-host-test").toString(),
                        "afterhours.runner.heartbeat",
                        "200ms");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(SetGauge.class);
        }
    }

    /** Says what it was set to. */
    @Alternative
    @Priority(1)
    @ApplicationScoped
    public static class SetGauge implements Gauge {
        private volatile Load load = new Load(10, 10, 5);

        void set(Load other) {
            load = other;
        }

        @Override
        public Load read() {
            return load;
        }
    }

    @SuppressWarnings("NullAway.Init")
    NatsServer server;

    @Inject
    @SuppressWarnings("NullAway.Init")
    SetGauge gauge;

    @Test
    void takes_nothing_while_its_host_is_full_says_why_and_goes_on_when_there_is_room() throws Exception {
        Awaitility.await("ready")
                .atMost(Duration.ofSeconds(30))
                .until(() -> RestAssured.get("/q/health/ready").statusCode() == 200);
        try (var bench = new Bench(server.url())) {
            awaitReport(bench, host -> host.full() == null && Objects.equals(host.loadPercent(), 5));

            gauge.set(new Load(10, 84, 140));
            awaitReport(bench, host -> host.full() == HostResource.MEMORY && host.memoryPercent() == 84);
            // A pull that was out when the host filled up may still bring something.
            var pulled = Bench.order("true");
            bench.dispatch(pulled);
            var waiting = Bench.order("echo here");
            bench.dispatch(waiting);
            gauge.set(new Load(10, 78, 90));
            awaitReport(bench, host -> host.full() == HostResource.MEMORY && host.memoryPercent() == 78);
            assertThat(bench.heard(AttemptTaken.class, waiting)).isEmpty();

            gauge.set(new Load(10, 75, 20));
            awaitReport(bench, host -> host.full() == null && host.memoryPercent() == 75);
            assertThat(bench.await(AttemptFinished.class, waiting).succeeded()).isTrue();
        }
    }

    private static void awaitReport(Bench bench, Predicate<HostLoad> wanted) {
        Awaitility.await("a report")
                .until(() -> bench.heard(RunnerReported.class)
                        .map(RunnerReported::host)
                        .reduce((first, last) -> last)
                        .filter(wanted)
                        .isPresent());
    }
}
