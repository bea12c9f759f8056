package io.afterhours.scheduler.calibration;

import io.afterhours.scheduler.estimate.Estimate;
import io.afterhours.scheduler.estimate.Experience;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/**
 * Learns from attempts that ended: writes down what they took, works out what is known of their kinds, and corrects the
 * estimates of the builds of those kinds that wait. One at a time per database.
 */
@ApplicationScoped
public class Learner {
    private static final long LOCK = 0x6c6561726eL;
    private static final int BATCH = 500;

    private final Jdbi jdbi;
    private final OutcomeStore outcomes;
    private final ExperienceStore experiences;
    private final WaitingStore waiting;
    private final Estimator estimator;
    private final InstantSource clock;

    Learner(
            Jdbi jdbi,
            OutcomeStore outcomes,
            ExperienceStore experiences,
            WaitingStore waiting,
            Estimator estimator,
            InstantSource clock) {
        this.jdbi = jdbi;
        this.outcomes = outcomes;
        this.experiences = experiences;
        this.waiting = waiting;
        this.estimator = estimator;
        this.clock = clock;
    }

    /** Learns what there is to learn; returns the kinds of which more is known then. */
    public List<String> learnOnce() {
        return jdbi.inTransaction(tx -> tx.createQuery("select pg_try_advisory_xact_lock(:lock)")
                        .bind("lock", LOCK)
                        .mapTo(Boolean.class)
                        .one()
                ? learn(tx)
                : List.of());
    }

    private List<String> learn(Handle tx) {
        outcomes.grade(tx, BATCH);
        var kinds = outcomes.unlearned(tx);
        for (var kind : kinds) {
            var known = Experience.of(kind, outcomes.latest(tx, kind));
            experiences.keep(tx, known, clock.instant());
            correct(tx, known);
            tx.afterCommit(() -> estimator.forget(kind));
        }
        return kinds;
    }

    /** A waiting build keeps its estimate until another says something else: what changes by a hair is not worth the writing. */
    private void correct(Handle tx, Experience known) {
        var corrections = new LinkedHashMap<WaitingStore.Waiting, Estimate>();
        for (var build : waiting.head(tx, known.kind(), BATCH)) {
            var estimate = estimator.estimate(build.effort(), build.agent(), build.model(), known);
            if (estimate.differsFrom(build.estimate())) {
                corrections.put(build, estimate);
            }
        }
        waiting.correct(tx, corrections);
    }
}
