package io.afterhours.progress.signal;

import io.afterhours.foundation.nats.NatsClient;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Looks at sessions while it can hear them: who is not connected takes everybody for silent. */
@ApplicationScoped
public class SignalLoop {
    private static final Logger LOG = Logger.getLogger(SignalLoop.class);

    private final SignalKeeper keeper;
    private final ErrorKeeper errors;
    private final NatsClient nats;
    private final SignalConfig config;
    private final InstantSource clock;
    private volatile @Nullable Instant hearsSince;

    SignalLoop(SignalKeeper keeper, ErrorKeeper errors, NatsClient nats, SignalConfig config, InstantSource clock) {
        this.keeper = keeper;
        this.errors = errors;
        this.nats = nats;
        this.config = config;
        this.clock = clock;
    }

    @Scheduled(every = "${afterhours.signal.every:10s}", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void run() {
        if (!succeeds("silences", this::silences)) {
            hearsSince = null;
        }
        succeeds("errors", errors::look);
    }

    private void silences() {
        keeper.learn();
        if (hears()) {
            keeper.judge();
        }
    }

    /** Each by itself: whoever cannot count errors can still hear who is silent. */
    private static boolean succeeds(String what, Runnable look) {
        try {
            look.run();
            return true;
        } catch (RuntimeException e) {
            LOG.warnf("%s: trying again later: %s", what, e.getMessage());
            return false;
        }
    }

    private boolean hears() {
        var now = clock.instant();
        if (!nats.isConnected()) {
            hearsSince = null;
            return false;
        }
        var since = hearsSince;
        if (since == null) {
            since = now;
            hearsSince = now;
        }
        return !now.isBefore(since.plus(config.settle()));
    }
}
