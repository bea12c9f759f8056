package io.afterhours.runner.load;

import io.afterhours.contracts.runner.HostLoad;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.InstantSource;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Looks at the host with every beat, and knows whether more work is taken. */
@ApplicationScoped
public class LoadWatch {
    private static final Logger LOG = Logger.getLogger(LoadWatch.class);

    private final Gauge gauge;
    private final LoadConfig config;
    private final InstantSource clock;
    private volatile @Nullable Full full;

    LoadWatch(Gauge gauge, LoadConfig config, InstantSource clock) {
        if (config.releaseUnder() > config.holdOver()) {
            throw new IllegalArgumentException(
                    "afterhours.load.release-under: expected at most afterhours.load.hold-over, which is %d, was %d"
                            .formatted(config.holdOver(), config.releaseUnder()));
        }
        this.gauge = gauge;
        this.config = config;
        this.clock = clock;
    }

    /** Whether there is room for more work, as of the last look. */
    public boolean hasRoom() {
        return full == null;
    }

    /** Measures; null where the host cannot be measured, and then everything stays as it was. */
    public synchronized @Nullable HostLoad look() {
        Load load;
        try {
            load = gauge.read();
        } catch (IOException e) {
            LOG.warnf("how full this host is cannot be read: %s", e.getMessage());
            return null;
        }
        var before = full;
        var after = LoadRules.after(before, load, config.holdOver(), config.releaseUnder(), clock.instant());
        full = after;
        if ((before == null) != (after == null)) {
            LOG.infof(
                    "disk %d %%, memory %d %% used: %s",
                    load.diskPercent(),
                    load.memoryPercent(),
                    after == null ? "takes work again" : "takes nothing more until it is less");
        }
        return new HostLoad(
                load.diskPercent(),
                load.memoryPercent(),
                load.loadPercent(),
                after == null ? null : after.resource(),
                after == null ? null : after.since());
    }
}
