package io.afterhours.scheduler.nightplan;

import io.afterhours.scheduler.planning.Candidate;
import io.afterhours.scheduler.planning.DeadlineRules;
import io.afterhours.scheduler.planning.LiveAttempt;
import io.afterhours.scheduler.planning.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a night holds.
 *
 * @param running what has a slot already
 * @param builds in the order of their starts; of those that go together the one that leads
 * @param left what does not start before the end
 */
public record NightPlan(Instant from, Instant until, List<Running> running, List<Planned> builds, List<Left> left) {
    public NightPlan {
        running = List.copyOf(running);
        builds = List.copyOf(builds);
        left = List.copyOf(left);
    }

    /**
     * A build that runs when the plan is made.
     *
     * @param lane the slot it has, from 0
     */
    public record Running(LiveAttempt attempt, int lane) {}

    /**
     * A build that fits, with those that go along with it.
     *
     * @param lane the slot it takes, from 0; builds in one lane follow one another
     * @param likelyEnd half of such attempts are over (p50)
     * @param latestEnd nine of ten are over (p90)
     */
    public record Planned(Candidate build, int lane, Instant start, Instant likelyEnd, Instant latestEnd) {
        /** The ids of all that start then: of the build, and of those that go along with it. */
        Stream<String> ids() {
            return Stream.concat(Stream.of(build.id()), build.along().ids().stream());
        }

        /** How it misses the first deadline of all that start then, seen from {@code now}. */
        Optional<DeadlineRules.Missed> missed(Instant now) {
            return Stream.concat(Stream.of(build), build.along().builds().stream())
                    .map(Candidate::deadline)
                    .flatMap(Stream::ofNullable)
                    .min(Comparator.naturalOrder())
                    .flatMap(deadline -> DeadlineRules.missed(deadline, likelyEnd, null, now));
        }
    }

    /**
     * A build that does not fit.
     *
     * @param verdict what was said of it last in the night; of what waits for a person, what is said when the plan is made
     * @param at when that is said
     */
    public record Left(Candidate build, Verdict verdict, Instant at) {
        boolean asksPerson() {
            return verdict instanceof Verdict.Asking;
        }

        /** How it misses its deadline. */
        Optional<DeadlineRules.Missed> missed() {
            return Optional.ofNullable(build.deadline())
                    .flatMap(deadline -> DeadlineRules.missed(
                            deadline, null, DeadlineRules.soonestEnd(verdict, build.expected(), at), at));
        }
    }

    /** How many builds fit, with those that go along with others. */
    public int count() {
        return Math.toIntExact(builds.stream().flatMap(Planned::ids).count());
    }

    /** How much work it is if all goes as expected. */
    public Duration work() {
        return builds.stream().map(each -> each.build().expected()).reduce(Duration.ZERO, Duration::plus);
    }

    /** What it costs in nine of ten cases at most, attempt by attempt; nano-dollars. */
    public long mayCost() {
        return builds.stream().mapToLong(each -> each.build().mayCost()).sum();
    }
}
