package io.afterhours.contracts.runner;

import io.afterhours.contracts.Check;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A runner is alive: every 10 s, at its start and at its graceful end, on {@code runner.<runner>.reported}.
 *
 * @param state {@code ready}, {@code draining} or {@code stopped}
 * @param sessions the attempts it holds; one the scheduler believes there and that is missing is lost
 * @param profiles the agents it can start
 * @param host how much of its host is used; absent from a runner that does not measure it
 */
public record RunnerReported(
        String pool,
        int slots,
        int used,
        String state,
        List<String> sessions,
        List<String> profiles,
        @Nullable String version,
        @Nullable HostLoad host) {
    public RunnerReported {
        pool = Check.id("pool", pool);
        Check.within("slots", slots, 0, 1_000);
        Check.within("used", used, 0, 1_000);
        state = Check.required("state", state, 20);
        sessions = Check.list("sessions", sessions, 1_000);
        profiles = Check.list("profiles", profiles, 100);
    }

    /** The report of a runner that does not measure its host. */
    public RunnerReported(
            String pool,
            int slots,
            int used,
            String state,
            List<String> sessions,
            List<String> profiles,
            @Nullable String version) {
        this(pool, slots, used, state, sessions, profiles, version, null);
    }
}
