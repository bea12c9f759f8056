package io.afterhours.scheduler.nightplan;

import io.afterhours.scheduler.control.ControlStore;
import io.afterhours.scheduler.escalation.Escalations;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Plans each night once, when it begins, keeps the plan, and tells the person. */
@ApplicationScoped
public class NightKeeper {
    private final Jdbi jdbi;
    private final NightDesk desk;
    private final NightPlanStore store;
    private final ControlStore control;
    private final Escalations escalations;
    private final NightPlanConfig config;
    private final InstantSource clock;

    NightKeeper(
            Jdbi jdbi,
            NightDesk desk,
            NightPlanStore store,
            ControlStore control,
            Escalations escalations,
            NightPlanConfig config,
            InstantSource clock) {
        this.jdbi = jdbi;
        this.desk = desk;
        this.store = store;
        this.control = control;
        this.escalations = escalations;
        this.config = config;
        this.clock = clock;
    }

    /** Plans the night that goes on unless somebody did; says whether it was planned here. */
    public boolean planOnce() {
        return jdbi.inTransaction(tx -> {
            var zone = control.read(tx).policy().zone();
            return Night.going(clock.instant(), zone, config.at(), config.until())
                    .filter(night -> !store.isMade(tx, night.date()))
                    .filter(night -> plan(tx, night))
                    .isPresent();
        });
    }

    private boolean plan(Handle tx, Night.Going night) {
        if (!store.claim(tx, night, clock.instant())) {
            return false;
        }
        var made = desk.plan(tx);
        store.keep(tx, night.date(), made.plan());
        var deadline = night.begins().plus(config.notice());
        // A night that nobody could say no to in time is not asked about.
        if (!made.plan().builds().isEmpty() && made.now().isBefore(deadline)) {
            escalations
                    .raise(tx, NightNotice.of(made.plan(), made.now(), deadline, made.zone()))
                    .ifPresent(raised -> store.noticed(tx, night.date(), raised.number()));
        }
        return true;
    }
}
