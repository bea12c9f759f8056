package io.afterhours.cost.silence;

import io.afterhours.contracts.progress.ProgressChanged;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where a session stands.
 *
 * @param movedAt when its percent or state was heard to change last
 */
record Standing(String session, double percent, @Nullable String state, Instant movedAt) {
    /** A session that is heard of for the first time moved when that was said. */
    static Standing of(ProgressChanged said) {
        return new Standing(said.session(), said.percent(), said.state(), said.updatedAt());
    }

    /** Where it stands after an event; a message or a step is no move, and what was said earlier changes nothing. */
    Standing after(ProgressChanged said) {
        boolean same = percent == said.percent() && Objects.equals(state, said.state());
        return same || !said.updatedAt().isAfter(movedAt) ? this : of(said);
    }

    /** Whether it had stood still for longer than that at a time. */
    boolean isSilent(Instant at, Duration longerThan) {
        return movedAt.plus(longerThan).isBefore(at);
    }
}
