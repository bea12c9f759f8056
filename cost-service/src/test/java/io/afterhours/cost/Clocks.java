package io.afterhours.cost;

import io.afterhours.testkit.SettableClock;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Instant;

/** Gives the service under test a clock that stands still, at the time the tests began. */
@ApplicationScoped
public class Clocks {
    @Produces
    @Singleton
    SettableClock clock() {
        return new SettableClock(Instant.now());
    }
}
