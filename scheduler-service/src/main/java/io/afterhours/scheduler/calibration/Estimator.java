package io.afterhours.scheduler.calibration;

import io.afterhours.scheduler.dispatch.DispatchConfig;
import io.afterhours.scheduler.estimate.Estimate;
import io.afterhours.scheduler.estimate.EstimateRules;
import io.afterhours.scheduler.estimate.Experience;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Says what to expect of a build. What is known of a kind is read once and kept until this scheduler learns more of it; for a
 * few seconds at most, because another scheduler may have.
 */
@ApplicationScoped
public class Estimator {
    private static final Duration KEPT = Duration.ofSeconds(5);

    /** Kinds are anybody's words, so there may be any number of them. */
    private static final int MOST_KINDS = 1_000;

    private final ExperienceStore store;
    private final DispatchConfig config;
    private final InstantSource clock;
    private final Map<String, Known> known = new ConcurrentHashMap<>();

    Estimator(ExperienceStore store, DispatchConfig config, InstantSource clock) {
        this.store = store;
        this.config = config;
        this.clock = clock;
    }

    /**
     * What to expect of an attempt.
     *
     * @param agent absent where the usual one will do it
     */
    public Estimate estimate(Handle tx, String kind, Duration effort, @Nullable String agent, @Nullable String model) {
        return estimate(effort, agent, model, experience(tx, kind));
    }

    /** The same from what is known of the kind. */
    Estimate estimate(Duration effort, @Nullable String agent, @Nullable String model, Experience of) {
        return EstimateRules.estimate(effort, Objects.requireNonNullElse(agent, config.defaultAgent()), model, of);
    }

    /** What is known of a kind. */
    Experience experience(Handle tx, String kind) {
        var now = clock.instant();
        var kept = known.get(kind);
        if (kept != null && kept.at().plus(KEPT).isAfter(now)) {
            return kept.experience();
        }
        if (known.size() >= MOST_KINDS) {
            known.clear();
        }
        var read = store.of(tx, kind);
        known.put(kind, new Known(read, now));
        return read;
    }

    /** More was learned of a kind. */
    void forget(String kind) {
        known.remove(kind);
    }

    private record Known(Experience experience, Instant at) {}
}
