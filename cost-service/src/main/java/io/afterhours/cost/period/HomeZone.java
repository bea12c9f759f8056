package io.afterhours.cost.period;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.ZoneId;

/** Finds the person's zone at start and refuses one that the database would read differently. */
@ApplicationScoped
public class HomeZone {
    @Produces
    @Singleton
    ZoneId zone(CostConfig config) {
        return checked(config.zone().orElseGet(() -> ZoneId.systemDefault().getId()));
    }

    /** Named zones only: PostgreSQL reads {@code +02:00} with the opposite sign. */
    static ZoneId checked(String id) {
        if (!ZoneId.getAvailableZoneIds().contains(id)) {
            throw new IllegalStateException(
                    "afterhours.cost.zone: expected a named zone such as Europe/Berlin or UTC, was " + id);
        }
        return ZoneId.of(id);
    }
}
