package io.afterhours.progress.signal;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How long sessions of a kind are usually silent.
 *
 * @param within 95 of 100 of their reports come within; absent while too few are known
 * @param observations how many gaps between reports that is learned from
 */
record Usual(@Nullable Duration within, int observations) {
    static final Usual UNKNOWN = new Usual(null, 0);
}
