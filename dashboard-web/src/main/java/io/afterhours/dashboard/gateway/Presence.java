package io.afterhours.dashboard.gateway;

import io.afterhours.contracts.access.Person;
import io.afterhours.dashboard.service.Service;
import io.afterhours.dashboard.service.Services;
import io.afterhours.dashboard.service.Services.Call;
import io.afterhours.dashboard.service.Services.Unreachable;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * Lets the scheduler know of a person who is there. What they ask of it is sign enough; of what they ask of the other services it is told
 * by a question of its own, once a minute at most.
 */
@ApplicationScoped
public class Presence {
    private static final Logger LOG = Logger.getLogger(Presence.class);
    private static final Duration TOLD_EVERY = Duration.ofMinutes(1);

    private final Services services;
    private final InstantSource clock;
    private final AtomicReference<Instant> told = new AtomicReference<>(Instant.EPOCH);

    Presence(Services services, InstantSource clock) {
        this.services = services;
        this.clock = clock;
    }

    /** A call goes to a service, with these headers. */
    void sawCall(Service service, Map<String, String> headers) {
        var now = clock.instant();
        var last = told.get();
        if (service != Service.SCHEDULER
                && !headers.containsKey(Person.UNASKED)
                && !now.isBefore(last.plus(TOLD_EVERY))
                && told.compareAndSet(last, now)) {
            var by = new LinkedHashMap<String, String>();
            by.put(Person.HEADER, Person.of(headers.get(Person.HEADER)));
            services.threads().execute(() -> tell(by));
        }
    }

    private void tell(Map<String, String> by) {
        try {
            services.call(Service.SCHEDULER, new Call("GET", "/api/context", by, new byte[0]));
        } catch (Unreachable e) {
            LOG.debugf("the scheduler was not told that the person is there: %s", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
