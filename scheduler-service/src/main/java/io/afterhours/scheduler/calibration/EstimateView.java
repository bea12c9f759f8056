package io.afterhours.scheduler.calibration;

import io.afterhours.scheduler.estimate.Estimate;
import io.afterhours.scheduler.estimate.Held;
import io.afterhours.scheduler.planning.Dollars;
import io.afterhours.scheduler.queue.BuildId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Estimates and their grades as they are shown; costs in USD, shares in percent. */
public final class EstimateView {
    private EstimateView() {}

    /** How often the two were right. Shares are absent where nothing was graded. */
    public record Grade(
            int builds, @Nullable Double p50, @Nullable Double p90) {
        static Grade of(Held held) {
            return new Grade(held.builds(), share(held.p50(), held.builds()), share(held.p90(), held.builds()));
        }
    }

    /** Over the latest hundred builds of a kind, and over all there ever were. */
    public record Grades(Grade recent, Grade ever) {}

    /**
     * What is expected of a build of a kind that a person would need an hour for.
     *
     * @param builds finished ones that it comes from
     * @param factor what the table's minutes are multiplied with; absent once history counts
     * @param unfinished attempts that failed, were stopped or were lost, which say nothing about durations
     * @param held how often the minutes stayed within what was said
     * @param heldCost how often the cost did
     */
    public record OfKind(
            String kind,
            String source,
            int builds,
            int minutesP50,
            int minutesP90,
            String costP50,
            String costP90,
            @Nullable Double factor,
            int unfinished,
            Grades held,
            Grades heldCost) {}

    /** All kinds. */
    public record Kinds(List<OfKind> items) {}

    /** What is expected where one agent does it, or one agent with one model. */
    public record ByAgent(
            String agent,
            @Nullable String model,
            int builds,
            int minutesP50,
            int minutesP90,
            String costP50,
            String costP90) {}

    /** A finished build beside what was said of it. */
    public record Graded(
            String build,
            String agent,
            @Nullable String model,
            Instant endedAt,
            double minutes,
            int minutesP50,
            int minutesP90,
            @Nullable String cost,
            String costP50,
            String costP90,
            String source) {
        static Graded of(OutcomeStore.Graded graded) {
            var nanos = graded.nanos();
            return new Graded(
                    new BuildId(graded.build()).toString(),
                    graded.agent(),
                    graded.model(),
                    graded.endedAt(),
                    inMinutes(graded.took()),
                    graded.minutesP50(),
                    graded.minutesP90(),
                    nanos == null ? null : Dollars.written(nanos),
                    Dollars.written(graded.costP50()),
                    Dollars.written(graded.costP90()),
                    graded.source());
        }
    }

    /** One kind, with its agents and its latest hundred builds, newest first. */
    public record Kind(OfKind kind, List<ByAgent> agents, List<Graded> builds) {}

    static ByAgent byAgent(String agent, @Nullable String model, int builds, Estimate estimate) {
        return new ByAgent(
                agent,
                model,
                builds,
                estimate.minutesP50(),
                estimate.minutesP90(),
                Dollars.written(estimate.costP50()),
                Dollars.written(estimate.costP90()));
    }

    private static @Nullable Double share(int held, int builds) {
        return builds == 0 ? null : Math.round(1000.0 * held / builds) / 10.0;
    }

    private static double inMinutes(Duration took) {
        return Math.round(took.toMillis() / 600.0) / 100.0;
    }
}
