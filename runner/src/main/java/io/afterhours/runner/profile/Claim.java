package io.afterhours.runner.profile;

import io.afterhours.contracts.runner.FailureClass;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What an agent's run says of itself when it is over. */
public sealed interface Claim {
    /** It says that it is done. */
    record Done(@Nullable String summary) implements Claim {}

    /**
     * It did not do it.
     *
     * @param resetAt when a limit ends, where that was said
     * @param resumable whether the same session can be taken up again
     */
    record Failed(
            FailureClass failureClass,
            String text,
            @Nullable String summary,
            @Nullable Instant resetAt,
            boolean resumable)
            implements Claim {}
}
