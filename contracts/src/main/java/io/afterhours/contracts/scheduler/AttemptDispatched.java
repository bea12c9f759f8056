package io.afterhours.contracts.scheduler;

import io.afterhours.contracts.Check;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Work for a runner: one attempt at a build, or one that does several builds at once; on {@code dispatch.<pool>}.
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
 * @param members the other builds that the same run of the agent does; each has an attempt, a fence and an acceptance command of
 *     its own, and its own result is reported. The prompt asks for all of them. Empty for a build by itself
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
        List<String> tags,
        List<Member> members) {
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
        members = Check.list("members", members, 20);
    }

    /** Work on one build by itself. */
    public AttemptDispatched(
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
        this(
                session, resume, build, number, fence, lease, title, prompt, evidence, profile, model, workspace,
                accept, cap, wallClock, tags, List.of());
    }

    /**
     * A build that is done together with another.
     *
     * @param session the id under which its result is reported; the agent's own reports carry the first build's
     * @param number of the attempt at this build
     * @param fence every message about this member carries it
     * @param accept proves that this member is done
     */
    public record Member(
            String session,
            String build,
            int number,
            long fence,
            String title,
            @Nullable String accept) {
        public Member {
            session = Check.required("members.session", session, Check.SHORT);
            build = Check.required("members.build", build, 40);
            title = Check.required("members.title", title, 300);
        }
    }
}
