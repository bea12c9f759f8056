package io.afterhours.local.process;

import java.time.Duration;

/** How long to wait before a part that died is started again. */
final class RestartRules {
    static final Duration FIRST = Duration.ofMillis(500);
    static final Duration LONGEST = Duration.ofSeconds(30);

    /** Who ran this long was well; what comes now is a new trouble. */
    static final Duration WELL = Duration.ofSeconds(20);

    private RestartRules() {}

    /** How many times in a row it died young, this time included. */
    static int deaths(int before, Duration ran) {
        return ran.compareTo(WELL) >= 0 ? 1 : before + 1;
    }

    /** Doubles with each death in a row. */
    static Duration wait(int deaths) {
        var doublings = Math.min(deaths - 1, 10);
        var wait = FIRST.multipliedBy(1L << doublings);
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
}
