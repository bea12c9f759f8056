package io.afterhours.progress.session;

import io.afterhours.contracts.Check;
import io.afterhours.contracts.agent.ProgressReported;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One report about a session, with what it leaves out filled in.
 *
 * @param state one of {@code Starting}, {@code Testing}, {@code Complete}, {@code Failed}, a percentage, or the agent's own
 *     word
 */
public record Update(
        Moment moment,
        Instant receivedAt,
        @Nullable Double percent,
        String state,
        @Nullable String message,
        @Nullable String step,
        @Nullable String task,
        @Nullable String build) {
    static final String STARTING = "Starting";
    static final String COMPLETE = "Complete";
    static final String FAILED = "Failed";
    static final String CANCELLED = "Cancelled";
    private static final List<String> KNOWN = List.of(STARTING, "Testing", COMPLETE, FAILED, CANCELLED);

    /**
     * Takes a report in.
     *
     * @param sequence tells reports of the same time apart: the place in the stream
     * @throws io.afterhours.contracts.InvalidEvent when its time cannot be true
     */
    public static Update of(ProgressReported report, Instant receivedAt, long sequence) {
        var at = Check.near("at", report.at(), receivedAt);
        var state = state(report.state(), report.percent());
        return new Update(
                new Moment(at == null ? receivedAt : at, sequence),
                receivedAt,
                state.equals(COMPLETE) ? Double.valueOf(100) : report.percent(),
                state,
                report.message(),
                report.step(),
                report.task(),
                report.build());
    }

    /** Whether the session says that it is over. */
    boolean ends() {
        return state.equals(COMPLETE) || state.equals(FAILED) || state.equals(CANCELLED);
    }

    private static String state(@Nullable String given, @Nullable Double percent) {
        if (given != null && !given.isBlank()) {
            var word = given.strip();
            return KNOWN.stream().filter(word::equalsIgnoreCase).findFirst().orElse(word);
        }
        if (percent == null || percent == 0) {
            return STARTING;
        }
        return percent == 100 ? COMPLETE : percent.intValue() + "%";
    }
}
