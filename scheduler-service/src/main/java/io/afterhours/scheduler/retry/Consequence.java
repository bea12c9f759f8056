package io.afterhours.scheduler.retry;

import io.afterhours.contracts.Check;
import io.afterhours.contracts.InvalidEvent;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What happens after a failure of one class.
 *
 * @param pause how long an uncounted build waits, unless the provider said when its limit ends
 * @param most how many times in a row it may come back uncounted before a person is asked; 0 is however often
 * @param useless numbers of rungs, from 1, that do nothing for it and are skipped
 * @param scope what every rung asks for after it, whatever the rung says; absent where the rung's own scope counts
 * @param options what the person is offered at the end
 */
public record Consequence(
        Next next,
        Duration pause,
        int most,
        Set<Integer> useless,
        @Nullable Scope scope,
        List<RetryOption> options) {
    /** More in a row than this is no chance. */
    public static final int MOST_IN_A_ROW = 100;

    static final Consequence CLIMBS =
            new Consequence(Next.CLIMBS, Duration.ZERO, 0, Set.of(), null, List.of(RetryOption.values()));
    static final Consequence PERSON =
            new Consequence(Next.PERSON, Duration.ZERO, 0, Set.of(), null, List.of(RetryOption.values()));

    public Consequence {
        if (pause.isNegative() || pause.compareTo(Rung.LONGEST) > 0) {
            throw new InvalidEvent("wait", "from zero to " + Rung.LONGEST.toDays() + " days", pause);
        }
        Check.within("most", most, 0, MOST_IN_A_ROW);
        if (options.isEmpty()) {
            throw new InvalidEvent("options", "at least one", "none");
        }
        useless = Collections.unmodifiableSet(new TreeSet<>(useless));
        options = List.copyOf(options);
    }

    static Consequence uncounted(Duration pause, int most) {
        return new Consequence(Next.UNCOUNTED, pause, most, Set.of(), null, List.of(RetryOption.values()));
    }

    Consequence asking(Scope always) {
        return new Consequence(next, pause, most, useless, always, options);
    }

    Consequence offering(List<RetryOption> choices) {
        return new Consequence(next, pause, most, useless, scope, choices);
    }
}
