package io.afterhours.progress.parked;

import io.afterhours.contracts.Subject;
import io.afterhours.contracts.progress.AgentParked;
import io.afterhours.foundation.nats.ParkingConfig;
import io.afterhours.foundation.outbox.Outbox;
import io.afterhours.foundation.parking.ParkingNews;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import org.jdbi.v3.core.Handle;

/** Publishes that an agent is parked, and that it is so no longer; the scheduler puts it before the person. */
@ApplicationScoped
public class ParkedAnnouncer implements ParkingNews {
    private static final String EVENT = "parked";

    private final Outbox outbox;
    private final ParkingConfig config;
    private final InstantSource clock;

    ParkedAnnouncer(Outbox outbox, ParkingConfig config, InstantSource clock) {
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    @Override
    public void parked(Handle tx, String consumer, String agent, Instant since) {
        say(tx, agent, true, since);
    }

    @Override
    public void over(Handle tx, String consumer, String agent, Instant since) {
        say(tx, agent, false, since);
    }

    private void say(Handle tx, String agent, boolean parked, Instant since) {
        outbox.add(
                tx,
                new Subject.OfProgress(EVENT, agent),
                new AgentParked(agent, parked, config.rate(), since, clock.instant()));
    }
}
