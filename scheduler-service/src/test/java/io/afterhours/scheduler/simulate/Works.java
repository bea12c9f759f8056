package io.afterhours.scheduler.simulate;

import io.afterhours.contracts.Category;
import io.afterhours.contracts.Priority;
import io.afterhours.contracts.agent.BuildRequested;
import io.afterhours.contracts.agent.Dependency.OnFailure;
import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.scheduler.estimate.Estimate;
import io.afterhours.scheduler.estimate.EstimateRules;
import io.afterhours.scheduler.planning.ApprovalRules;
import io.afterhours.scheduler.planning.Score;
import io.afterhours.scheduler.policy.Batching;
import io.afterhours.scheduler.policy.BundledPolicies;
import io.afterhours.scheduler.policy.Policy;
import io.afterhours.scheduler.retry.Ladder;
import io.afterhours.scheduler.retry.Tally;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Builds for simulations, written as a test thinks of them; the simulation begins on Monday, 23 November 2026, in Berlin. */
final class Works {
    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    static final Policy NIGHT = BundledPolicies.night(BERLIN);
    static final Policy SAVER = BundledPolicies.saver(BERLIN);

    private static final List<Priority> PRIORITIES =
            List.of(Priority.URGENT, Priority.HIGH, Priority.MEDIUM, Priority.LOW);

    private static final List<String> KINDS = List.of("landing-page", "integration", "content", "template", "other");

    private final List<Work> works = new ArrayList<>();

    static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    }

    static final Instant MONDAY = at("2026-11-23T00:00");

    static Setup setup(int days, Limit... limits) {
        return setup(days, 1, limits);
    }

    static Setup setup(int days, long seed, Limit... limits) {
        return new Setup(
                MONDAY,
                days,
                seed,
                NIGHT,
                8,
                List.of(limits),
                Ladder.standard(),
                Duration.ofHours(4),
                Model.ASSUMED_ALONE);
    }

    /** A world in which nothing fails and everything takes as long as estimated. */
    static Setup without_luck(int days) {
        return failing(days, Map.of());
    }

    /** A world in which so many of a hundred attempts at any build fail so. */
    static Setup failing(int days, Map<FailureClass, Double> failures) {
        var setup = setup(days);
        return new Setup(
                setup.from(),
                days,
                setup.seed(),
                setup.calendar(),
                setup.runnerSlots(),
                setup.limits(),
                setup.ladder(),
                setup.wallClock(),
                new Model(failures, 0, 1, 1, 1, 1, PersonModel.ASSUMED, Map.of()));
    }

    Works add(Priority priority, Duration effort) {
        return add(priority, effort, Category.OTHER, null, List.of());
    }

    Works after(int number) {
        return add(
                Priority.HIGH,
                Duration.ofHours(1),
                Category.OTHER,
                null,
                List.of(new Work.After(number, OnFailure.BLOCK)));
    }

    Works add(
            Priority priority, Duration effort, Category category, @Nullable String workspace, List<Work.After> after) {
        return add(KINDS.get(works.size() % KINDS.size()), priority, effort, category, workspace, after);
    }

    private Works add(
            String kind,
            Priority priority,
            Duration effort,
            Category category,
            @Nullable String workspace,
            List<Work.After> after) {
        int number = works.size();
        works.add(new Work(
                number,
                "S-" + (number + 1),
                "Build " + (number + 1),
                priority,
                category,
                kind,
                effort,
                Set.of(),
                after,
                List.of(),
                workspace,
                null,
                ApprovalRules.of(category, priority),
                Tally.NOTHING,
                Score.of(5, effort, priority, Set.of()),
                EstimateRules.estimate(kind, effort),
                MONDAY,
                null,
                List.of(),
                Work.Asked.CLAUDE));
        return this;
    }

    /** Builds that could go together. */
    static List<Work> alike(int count) {
        var works = new Works();
        for (int i = 0; i < count; i++) {
            works.add("content", Priority.MEDIUM, Duration.ofHours(1), Category.DOCUMENTATION, null, List.of());
        }
        return works.list();
    }

    /** The same hours, but that similar builds go together without being asked about. */
    static Policy batching(Policy policy) {
        return new Policy(
                policy.name(),
                policy.zone(),
                policy.bands(),
                policy.quiet(),
                policy.contexts(),
                policy.retryWaits(),
                Batching.AUTOMATIC);
    }

    List<Work> list() {
        return List.copyOf(works);
    }

    /** What the table says. */
    static Estimate estimate(BuildRequested request) {
        return EstimateRules.estimate(request.kind(), request.effort());
    }

    static List<Work> some(int count) {
        var works = new Works();
        for (int i = 0; i < count; i++) {
            var category = i % 10 == 3 ? Category.NEW_FEATURE : Category.BUG_FIX;
            var priority = PRIORITIES.get(i * 7 % 4);
            works.add(
                    priority,
                    Duration.ofMinutes(30 + i * 37 % 240),
                    category,
                    i % 3 == 0 ? "/work/" + i % 20 : null,
                    i % 11 == 5 ? List.of(new Work.After(i - 2, OnFailure.BLOCK)) : List.of());
        }
        return works.list();
    }
}
