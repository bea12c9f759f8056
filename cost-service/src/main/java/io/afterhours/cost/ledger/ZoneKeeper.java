package io.afterhours.cost.ledger;

import io.afterhours.foundation.sql.LongTransaction;
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
        var known = jdbi.withHandle(ledger::zone);
        if (known.filter(zone.getId()::equals).isPresent()) {
            return;
        }
        LOG.infof("days turn in %s%s", zone, known.map(ZoneKeeper::changed).orElse(""));
        LongTransaction.use(jdbi, tx -> ledger.sumAnew(tx, zone));
    }

    private static String changed(String was) {
        return ", no longer in " + was
                + ": all sums are made anew, which takes minutes where the ledger has many millions of entries";
    }
}
