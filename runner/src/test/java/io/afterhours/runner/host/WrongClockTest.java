package io.afterhours.runner.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.runner.AttemptFinished;
import io.afterhours.contracts.runner.AttemptTaken;
import io.afterhours.testkit.ServersResource;
import io.afterhours.testkit.SettableClock;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A runner on a host whose clock nobody sets. */
@QuarkusTest
@QuarkusTestResource(
        value = ServersResource.class,
        restrictToAnnotatedClass = true,
        initArgs = @ResourceArg(name = "database", value = "false"))
@TestProfile(WrongClockTest.Settings.class)
class WrongClockTest extends BenchTest {
    /** A folder of its own, one slot, so that a test can let work wait, and the clock. */
    public static final class Settings implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            try {
                return Map.of(
                        "afterhours.runner.folder",
                        Files.createTempDirectory("runner-test").toString(),
                        "afterhours.runner.slots",
                        "1",
                        "afterhours.load.hold-over",
                        "100");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Set<Class<?>> getEnabledAlternatives() {
            return Set.of(HostClock.class);
        }
    }

    /** In the place of the system's clock, where a test asks for it. */
    @Alternative
    @ApplicationScoped
    public static class HostClock {
        @Produces
        @Singleton
        SettableClock clock() {
            return new SettableClock(Instant.now());
        }
    }

    @Inject
    @SuppressWarnings("NullAway.Init")
    SettableClock clock;

    @Test
    void a_runner_whose_clock_is_an_hour_ahead_does_its_work() throws Exception {
        clock.set(Instant.now().plus(Duration.ofHours(1)));
        does_its_work();
    }

    @Test
    void a_runner_whose_clock_is_an_hour_behind_does_its_work() throws Exception {
        clock.set(Instant.now().minus(Duration.ofHours(1)));
        does_its_work();
    }

    @Test
    void work_that_waited_longer_than_its_lease_is_left_alone_although_the_clock_is_behind() throws Exception {
        clock.set(Instant.now().minus(Duration.ofHours(1)));
        var go = folder.resolve("go");
        var longer = Bench.order("while [ ! -e '" + go + "' ]; do sleep 0.05; done; sleep 2");
        var late = Bench.order("true").leased(Duration.ofSeconds(1));
        bench.dispatch(longer);
        bench.dispatch(late);
        Files.createFile(go);
        bench.await(AttemptFinished.class, longer);
        does_its_work();
        assertThat(bench.heard(AttemptTaken.class, late)).isEmpty();
    }

    private void does_its_work() throws Exception {
        var order = Bench.order("true");
        bench.dispatch(order);
        assertThat(bench.await(AttemptFinished.class, order).succeeded()).isTrue();
    }
}
