package io.afterhours.scheduler.dispatch;

import io.afterhours.scheduler.planning.Dollars;
import io.afterhours.scheduler.queue.BuildEvents;
import io.afterhours.scheduler.queue.BuildId;
import io.afterhours.scheduler.queue.BuildStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Map;
import org.jdbi.v3.core.Jdbi;

/**
 * Has attempts stopped that cost more than their build's cap allows, or whose build's own budget is spent. The attempt is over when
 * its runner says so, with what it has done by then; its build then waits for the person.
 */
@ApplicationScoped
public class CapKeeper {
    private final Jdbi jdbi;
    private final AttemptStore attempts;
    private final Attempts orders;
    private final BuildStore builds;
    private final BuildEvents events;
    private final InstantSource clock;

    CapKeeper(
            Jdbi jdbi,
            AttemptStore attempts,
            Attempts orders,
            BuildStore builds,
            BuildEvents events,
            InstantSource clock) {
        this.jdbi = jdbi;
        this.attempts = attempts;
        this.orders = orders;
        this.builds = builds;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Looks at what sessions have cost, in nano-dollars; those that are over their build's cap are stopped, all of a batch
     * where it is over its builds' caps. Each in a transaction of its own: whoever ends an attempt holds its build before the budgets, and so does this.
     */
    public void look(Map<String, Long> costs) {
        jdbi.withHandle(tx -> attempts.overCap(tx, costs))
                .forEach(over -> stop(
                        over.build(),
                        (over.together()
                                        ? "The batch has cost %s, and the caps of its builds are %s together."
                                        : "It has cost %s, and its cap is %s.")
                                .formatted(Dollars.spoken(over.nanos()), Dollars.spoken(over.capNanos()))));
    }

    /** Stops the live attempt at a build, if there is one; asked again it changes nothing. */
    public void stop(BuildId build, String why) {
        jdbi.useTransaction(tx -> {
            builds.lock(tx, build);
            attempts.live(tx, build)
                    .filter(each -> attempts.noteOverCap(tx, each.session(), why))
                    .ifPresent(attempt -> {
                        orders.orderStop(tx, attempt, why);
                        events.note(tx, build, "over-cap", why + " It is being stopped.", clock.instant());
                    });
        });
    }
}
