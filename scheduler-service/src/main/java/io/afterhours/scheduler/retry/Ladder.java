package io.afterhours.scheduler.retry;

import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.runner.FailureClass;
import java.time.Duration;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The tries that a build gets after its first, in order, and what a failure of each class does; when the rungs are used up, a
 * person is asked.
 *
 * @param rungs none where every failure that counts goes to the person
 * @param classes every failure class
 */
public record Ladder(List<Rung> rungs, Map<FailureClass, Consequence> classes) {
    /** What no try of the build's own caused, so that it never counts against it. */
    public static final Set<FailureClass> NEVER_COUNTED =
            Set.of(FailureClass.RATE_LIMITED, FailureClass.LOST, FailureClass.CANCELLED);

    /** A provider's limit has an end, and a stop is somebody's act each time: they may come back however often. */
    static final Set<FailureClass> ENDS_BY_ITSELF = Set.of(FailureClass.RATE_LIMITED, FailureClass.CANCELLED);

    private static final Ladder STANDARD = new Ladder(
            List.of(new Rung(Duration.ofMinutes(5), Scope.SAME), new Rung(Duration.ofMinutes(10), Scope.SMALLER)),
            Map.of());

    /** A class that is not named has the consequence it has by default. */
    public Ladder {
        rungs = List.copyOf(rungs);
        var all = new EnumMap<FailureClass, Consequence>(FailureClass.class);
        for (var each : FailureClass.values()) {
            all.put(each, Objects.requireNonNullElseGet(classes.get(each), () -> byDefault(each)));
        }
        classes = Collections.unmodifiableMap(all);
        all.forEach(Ladder::checked);
    }

    /** Five minutes, then ten with a smaller scope (product chapter 3.7); five runners lost. */
    public static Ladder standard() {
        return STANDARD;
    }

    /** What a failure of the class does unless the ladder says otherwise. */
    public static Consequence byDefault(FailureClass failureClass) {
        return switch (failureClass) {
            case LOST -> Consequence.uncounted(Duration.ZERO, 5);
            case CANCELLED -> Consequence.uncounted(Duration.ZERO, 0);
            case RATE_LIMITED -> Consequence.uncounted(Duration.ofMinutes(15), 0);
            case AUTH, CONFIG ->
                Consequence.PERSON.offering(Stream.of(RetryOption.values())
                        .filter(each -> each != RetryOption.SMALLER)
                        .toList());
            case OUT_OF_BUDGET -> Consequence.PERSON;
            // A network that is away does not come back for a smaller task.
            case NETWORK -> Consequence.CLIMBS.asking(Scope.SAME);
            case AGENT_GAVE_UP, VERIFICATION_FAILED, TIMED_OUT, CRASHED -> Consequence.CLIMBS;
        };
    }

    /**
     * The consequence, if it keeps to what every ladder keeps to: nothing is tried for ever, and what is nobody's failure never
     * counts.
     *
     * @throws InvalidEvent naming the field of the consequence
     */
    public static Consequence checked(FailureClass failureClass, Consequence then) {
        if (NEVER_COUNTED.contains(failureClass) && then.next() == Next.CLIMBS) {
            throw new InvalidEvent(
                    "next",
                    "uncounted or person; a rate limit, a lost runner or a stop never counts as a failed attempt",
                    then.next().word());
        }
        if (then.next() == Next.UNCOUNTED && then.most() == 0 && !ENDS_BY_ITSELF.contains(failureClass)) {
            throw new InvalidEvent(
                    "most",
                    "a number from 1 to " + Consequence.MOST_IN_A_ROW
                            + ": how many in a row cost nothing, else such a build is tried for ever",
                    null);
        }
        return then;
    }

    /**
     * As many tries as there are waits, each with what its rung says here; tries beyond this ladder's rungs have a smaller scope.
     * No waits change nothing, nor do they where this ladder has no rungs.
     */
    public Ladder withWaits(List<Duration> waits) {
        return waits.isEmpty() || rungs.isEmpty()
                ? this
                : new Ladder(
                        IntStream.range(0, waits.size())
                                .mapToObj(i -> i < rungs.size()
                                        ? rungs.get(i).after(waits.get(i))
                                        : new Rung(waits.get(i), Scope.SMALLER))
                                .toList(),
                        classes);
    }

    /** Every failure that counts goes to the person. */
    public Ladder withoutRungs() {
        return new Ladder(List.of(), classes);
    }

    public Consequence after(FailureClass failureClass) {
        return Objects.requireNonNull(classes.get(failureClass));
    }

    /** The first rung above the one it stands on that is of use after such a failure; 0 when the ladder ends. */
    int next(int stands, Consequence then) {
        return IntStream.rangeClosed(stands + 1, rungs.size())
                .filter(each -> !then.useless().contains(each))
                .findFirst()
                .orElse(0);
    }

    /** How long a build that stands on that rung waits after such a failure; not at all where nothing but a person comes next. */
    Duration pause(int stands, FailureClass failureClass) {
        var then = after(failureClass);
        var number = then.next() == Next.CLIMBS ? next(stands, then) : 0;
        return number == 0 ? then.pause() : rungs.get(number - 1).pause();
    }

    /** The rung of that number, from 1, as it is after such a failure. */
    Rung rung(int number, Consequence then) {
        var rung = rungs.get(number - 1);
        var scope = then.scope();
        return scope == null ? rung : rung.asking(scope);
    }
}
