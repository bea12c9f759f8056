package io.afterhours.scheduler.calibration;

import io.afterhours.scheduler.estimate.EstimateRules;
import io.afterhours.scheduler.estimate.Experience;
import io.afterhours.scheduler.estimate.Learned;
import io.afterhours.scheduler.planning.Dollars;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Puts together what is expected of each kind and how often that was right. */
@ApplicationScoped
public class Grader {
    private static final Duration AN_HOUR = Duration.ofHours(1);

    private final ExperienceStore experiences;
    private final OutcomeStore outcomes;
    private final GradeStore grades;

    Grader(ExperienceStore experiences, OutcomeStore outcomes, GradeStore grades) {
        this.experiences = experiences;
        this.outcomes = outcomes;
        this.grades = grades;
    }

    /** Every kind of the table and every kind that was ever tried, in alphabetical order. */
    EstimateView.Kinds kinds(Handle tx) {
        var found = new TreeMap<String, Experience>();
        EstimateRules.tabled().forEach(kind -> found.put(kind, Experience.none(kind)));
        var graded = grades.all(tx);
        graded.keySet().forEach(kind -> found.put(kind, Experience.none(kind)));
        experiences.all(tx).forEach(each -> found.put(each.kind(), each));
        return new EstimateView.Kinds(found.values().stream()
                .map(each -> view(each, graded.getOrDefault(each.kind(), GradeStore.OfKind.NONE)))
                .toList());
    }

    /** One kind. */
    EstimateView.Kind kind(Handle tx, String kind) {
        var known = experiences.of(tx, kind);
        var graded = grades.all(tx).getOrDefault(kind, GradeStore.OfKind.NONE);
        return new EstimateView.Kind(view(known, graded), agents(known), builds(tx, kind));
    }

    private List<EstimateView.Graded> builds(Handle tx, String kind) {
        return outcomes.graded(tx, kind, GradeStore.RECENT).stream()
                .map(EstimateView.Graded::of)
                .toList();
    }

    private static List<EstimateView.ByAgent> agents(Experience known) {
        return known.learned().stream()
                .filter(each -> each.agent() != null)
                .map(each -> agent(known, each))
                .toList();
    }

    private static EstimateView.ByAgent agent(Experience known, Learned learned) {
        return EstimateView.byAgent(
                Objects.requireNonNull(learned.agent()),
                learned.model(),
                learned.seconds().cases(),
                EstimateRules.estimate(AN_HOUR, learned.agent(), learned.model(), known));
    }

    private static EstimateView.OfKind view(Experience known, GradeStore.OfKind graded) {
        var estimate = EstimateRules.estimate(AN_HOUR, null, null, known);
        return new EstimateView.OfKind(
                known.kind(),
                estimate.source(),
                known.builds(),
                estimate.minutesP50(),
                estimate.minutesP90(),
                Dollars.written(estimate.costP50()),
                Dollars.written(estimate.costP90()),
                factor(known),
                graded.unfinished(),
                new EstimateView.Grades(
                        EstimateView.Grade.of(graded.recent().minutes()),
                        EstimateView.Grade.of(graded.ever().minutes())),
                new EstimateView.Grades(
                        EstimateView.Grade.of(graded.recent().cost()),
                        EstimateView.Grade.of(graded.ever().cost())));
    }

    private static @Nullable Double factor(Experience known) {
        return known.builds() >= Experience.ENOUGH
                ? null
                : Math.round(known.minutes().value() * 100) / 100.0;
    }
}
