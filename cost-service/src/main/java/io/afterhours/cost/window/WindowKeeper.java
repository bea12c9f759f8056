package io.afterhours.cost.window;

import io.afterhours.contracts.Subject;
import io.afterhours.contracts.cost.MoneyRuled;
import io.afterhours.contracts.cost.WindowChanged;
import io.afterhours.cost.attribution.AttributionStore;
import io.afterhours.foundation.http.Problem;
import io.afterhours.foundation.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Keeps what is said of windows and publishes what moved. */
@ApplicationScoped
class WindowKeeper {
    private static final Logger LOG = Logger.getLogger(WindowKeeper.class);
    private static final Subject WINDOW = new Subject.OfCost("window");
    private static final Subject RULED = new Subject.OfCost("ruled");

    /** Names are anybody's words; no provider has so many windows. */
    private static final int MOST = 20;

    private final Jdbi jdbi;
    private final WindowStore windows;
    private final AttributionStore attribution;
    private final Outbox outbox;
    private final WindowConfig config;
    private final InstantSource clock;

    WindowKeeper(
            Jdbi jdbi,
            WindowStore windows,
            AttributionStore attribution,
            Outbox outbox,
            WindowConfig config,
            InstantSource clock) {
        this.jdbi = jdbi;
        this.windows = windows;
        this.attribution = attribution;
        this.outbox = outbox;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Takes what was said, in order. What is said in a session is said of the plan of the agent that works in it, which the
     * scheduler may say a little later.
     */
    void hear(Handle tx, List<Saying> sayings) {
        var said =
                sayings.stream().map(Saying::session).filter(Objects::nonNull).collect(Collectors.toSet());
        var known = said.isEmpty() ? Set.<String>of() : attribution.scheduled(tx, said);
        for (var each : sayings) {
            if (each.session() == null || known.contains(each.session())) {
                take(tx, each);
            } else {
                windows.await(tx, each, clock.instant());
            }
        }
    }

    /**
     * Takes what waited for its session to be known; where the scheduler does not speak of it for long, it is the publisher's own.
     * Forgets windows of which nothing was said for long after their reset.
     */
    void runOnce() {
        var now = clock.instant();
        jdbi.useTransaction(tx -> {
            windows.awaited(tx, now.minus(config.unknownFor())).forEach(each -> take(tx, each));
            windows.forget(tx, now.minus(config.keep()));
        });
    }

    private void take(Handle tx, Saying saying) {
        var session = saying.session();
        var agent = session == null
                ? saying.publisher()
                : attribution.agentOf(tx, session).orElse(saying.publisher());
        var known = windows.lock(tx, agent, saying.window());
        if (known.isEmpty() && windows.count(tx, agent) >= MOST) {
            LOG.warnf("%s says that its plan has a window %s: more than %d are not kept", agent, saying.window(), MOST);
            return;
        }
        var before = known.orElseGet(() ->
                new SubscriptionWindow(agent, saying.window(), 0, config.reserve(), saying.resetsAt(), saying.at()));
        var after = before.hearing(saying.usedPercent(), saying.resetsAt(), saying.at());
        if (known.isEmpty() || !after.equals(before)) {
            windows.put(tx, after);
        }
        if (known.isEmpty() || !after.saysAs(before)) {
            publish(tx, after);
        }
    }

    /**
     * Sets how much of a window is kept for the person.
     *
     * @param by through what the person acts
     */
    SubscriptionWindow reserve(String agent, String name, int percent, String by) {
        return jdbi.inTransaction(tx -> {
            var before = windows.lock(tx, agent, name)
                    .orElseThrow(() -> Problem.notFound("window", name + " of agent " + agent));
            var after = before.reserving(percent);
            if (!after.equals(before)) {
                windows.put(tx, after);
                outbox.add(tx, RULED, ruled(before, after, by));
                publish(tx, after);
            }
            return after;
        });
    }

    private MoneyRuled ruled(SubscriptionWindow before, SubscriptionWindow after, String by) {
        return new MoneyRuled(
                by,
                "set window",
                after.agent() + " " + after.name(),
                null,
                "kept for the person " + before.reservePercent() + " % to " + after.reservePercent() + " %",
                clock.instant());
    }

    private void publish(Handle tx, SubscriptionWindow window) {
        outbox.add(
                tx,
                WINDOW,
                new WindowChanged(
                        window.agent(),
                        window.name(),
                        window.usedPercent(),
                        window.reservePercent(),
                        window.resetsAt(),
                        clock.instant()));
    }
}
