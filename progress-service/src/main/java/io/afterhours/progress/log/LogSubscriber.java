package io.afterhours.progress.log;

import io.afterhours.contracts.Check;
import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.agent.LogWritten;
import io.afterhours.foundation.inbox.Inbox;
import io.afterhours.foundation.nats.Delivery;
import io.afterhours.foundation.nats.Refused;
import io.afterhours.foundation.quarantine.Quarantine;
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
    private final Quarantine quarantine;
    private final SessionKeeper keeper;
    private final LogStore store;
    private final LogConfig config;
    private final InstantSource clock;

    LogSubscriber(
            Jdbi jdbi,
            Inbox inbox,
            Quarantine quarantine,
            SessionKeeper keeper,
            LogStore store,
            LogConfig config,
            InstantSource clock) {
        this.jdbi = jdbi;
        this.inbox = inbox;
        this.quarantine = quarantine;
        this.keeper = keeper;
        this.store = store;
        this.config = config;
        this.clock = clock;
    }

    @Incoming("log")
    @RunOnVirtualThread
    public void on(List<Delivery<LogWritten>> batch) {
        jdbi.useTransaction(tx -> {
            var fresh = inbox.fresh(tx, owned(tx, credible(tx, batch)));
            var lines =
                    fresh.stream().flatMap(delivery -> lines(delivery).stream()).toList();
            if (!lines.isEmpty()) {
                for (var length : store.add(tx, lines)) {
                    if (length.kept() > (long) config.head() + config.tail() + config.slack()) {
                        store.leaveOutMiddle(tx, length, config.head(), config.tail(), clock.instant());
                    }
                }
            }
        });
    }

    private List<Delivery<LogWritten>> credible(Handle tx, List<Delivery<LogWritten>> batch) {
        var credible = new ArrayList<Delivery<LogWritten>>(batch.size());
        for (var delivery : batch) {
            try {
                lines(delivery);
                credible.add(delivery);
            } catch (InvalidEvent e) {
                quarantine.add(tx, Refused.of(delivery, String.valueOf(e.getMessage())));
            }
        }
        return credible;
    }

    private List<Delivery<LogWritten>> owned(Handle tx, List<Delivery<LogWritten>> batch) {
        var refusals = keeper.claim(
                tx,
                batch.stream()
                        .map(delivery -> new SessionKeeper.Claim(
                                delivery.event().session(), delivery.publisher(), delivery.receivedAt()))
                        .toList());
        var owned = new ArrayList<Delivery<LogWritten>>(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            var reason = refusals.of(i);
            if (reason == null) {
                owned.add(batch.get(i));
            } else {
                quarantine.add(tx, Refused.of(batch.get(i), reason));
            }
        }
        return owned;
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
