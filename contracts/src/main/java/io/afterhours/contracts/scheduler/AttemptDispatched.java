package io.afterhours.contracts.scheduler;

import io.afterhours.contracts.Check;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Work for a runner: one attempt at a build; on {@code dispatch.<pool>}.
 *
 * @param session the id the attempt reports under
 * @param resume the session of an earlier attempt to take up again, where that is possible
 * @param fence every message about the attempt carries it; a lower one than the scheduler's is refused
 * @param lease how long the attempt lives without a heartbeat
 * @param prompt the person's own words; for the profile {@code shell} a script, so nothing may be added to it
 * @param evidence how earlier attempts failed: text from outside, which the runner hands to the agent as data (after the
 *     prompt where the agent reads prose, as a file where it runs a script) and never runs
 * @param profile which agent to start, a name in the runner's configuration
 * @param cap the most it may cost, USD
 */
public record AttemptDispatched(
        String session,
        @Nullable String resume,
        String build,
        int number,
        long fence,
        Duration lease,
        String title,
        String prompt,
        @Nullable String evidence,
        String profile,
        @Nullable String model,
        @Nullable String workspace,
        @Nullable String accept,
        @Nullable BigDecimal cap,
        @Nullable Duration wallClock,
        List<String> tags) {
    public AttemptDispatched {
        session = Check.required("session", session, Check.SHORT);
        resume = Check.optional("resume", resume, Check.SHORT);
        build = Check.required("build", build, 40);
        lease = Check.present("lease", "a duration", lease);
        title = Check.required("title", title, 300);
        prompt = Check.required("prompt", prompt, 3 * Check.LONG_TEXT);
        evidence = Check.optional("evidence", evidence, Check.LONG_TEXT);
        profile = Check.id("profile", profile);
        tags = Check.list("tags", tags, 20);
    }
}
