package io.afterhours.cost.ledger;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.ZoneId;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Jdbi;

/** Has the sums by the days of the person's zone: when the setting has changed since the last start, they are made anew. */
@ApplicationScoped
public class ZoneKeeper {
    private static final Logger LOG = Logger.getLogger(ZoneKeeper.class);
    private static final int BEFORE_ANYTHING_IS_BOOKED = 10;

    private final Jdbi jdbi;
    private final LedgerStore ledger;
    private final ZoneId zone;

    ZoneKeeper(Jdbi jdbi, LedgerStore ledger, ZoneId zone) {
        this.jdbi = jdbi;
        this.ledger = ledger;
        this.zone = zone;
    }

    void start(@Observes @Priority(BEFORE_ANYTHING_IS_BOOKED) StartupEvent event) {
        keep();
    }

    void keep() {
        jdbi.useTransaction(tx -> {
            var known = ledger.zone(tx);
            if (!known.filter(zone.getId()::equals).isPresent()) {
                LOG.infof(
                        "days turn in %s%s",
                        zone, known.map(was -> ", no longer in " + was).orElse(""));
                ledger.sumAnew(tx, zone);
            }
        });
    }
}
