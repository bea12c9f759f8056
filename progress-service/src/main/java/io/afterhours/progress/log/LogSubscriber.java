package io.afterhours.progress.log;

import io.afterhours.contracts.Check;
import io.afterhours.contracts.agent.LogWritten;
import io.afterhours.foundation.inbox.Inbox;
import io.afterhours.foundation.nats.Delivery;
import io.afterhours.progress.session.SessionKeeper;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Takes sessions' log lines off the bus, a batch in one transaction, and bounds the logs that have grown too long. */
@ApplicationScoped
public class LogSubscriber {
    private final Jdbi jdbi;
    private final Inbox inbox;
    private final SessionKeeper keeper;
    private final LogStore store;
    private final LogConfig config;
    private final InstantSource clock;

    LogSubscriber(Jdbi jdbi, Inbox inbox, SessionKeeper keeper, LogStore store, LogConfig config, InstantSource clock) {
        this.jdbi = jdbi;
        this.inbox = inbox;
        this.keeper = keeper;
        this.store = store;
        this.config = config;
        this.clock = clock;
    }

    @Incoming("log")
    @RunOnVirtualThread
    public void on(List<Delivery<LogWritten>> batch) {
        jdbi.useTransaction(tx -> {
            var lines = inbox.take(tx, batch, LogSubscriber::bundle, bundles -> claimed(tx, bundles)).stream()
                    .flatMap(bundle -> bundle.lines().stream())
                    .toList();
            if (!lines.isEmpty()) {
                var now = clock.instant();
                for (var length : store.add(tx, lines, now)) {
                    if (length.kept() > (long) config.head() + config.tail() + config.slack()) {
                        store.leaveOutMiddle(tx, length, config.head(), config.tail(), now);
                    }
                }
            }
        });
    }

    /** Lines that came together, and the claim that goes with them. */
    private record Bundle(SessionKeeper.Claim claim, List<LogStore.Written> lines) {}

    private Inbox.Objections claimed(Handle tx, List<Bundle> bundles) {
        return keeper.claim(tx, bundles.stream().map(Bundle::claim).toList())::of;
    }

    private static Bundle bundle(Delivery<LogWritten> delivery) {
        return new Bundle(
                new SessionKeeper.Claim(delivery.event().session(), delivery.publisher(), delivery.receivedAt()),
                lines(delivery));
    }

    private static List<LogStore.Written> lines(Delivery<LogWritten> delivery) {
        var log = delivery.event();
        var lines = new ArrayList<LogStore.Written>(log.lines().size());
        for (var line : log.lines()) {
            var at = Check.near("lines.at", line.at(), delivery.receivedAt());
            lines.add(new LogStore.Written(
                    log.session(), at == null ? delivery.receivedAt() : at, line.stream(), line.text()));
        }
        return lines;
    }
}
