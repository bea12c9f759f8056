package io.afterhours.progress.session;

import io.afterhours.contracts.progress.ProgressChanged.Signal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A session as it stands; every field is a minimum, a maximum or a count of what was said about it.
 *
 * @param agent who owns it; nobody yet where the scheduler announced it and no runner has taken it
 * @param announced the build the scheduler says it works on
 * @param percent the highest percent ever reported, 100 for a finished attempt
 * @param reportedAt the newest moment of a report
 * @param updates how many reports came
 * @param last the newest report
 * @param end the earliest report that said it was over
 * @param task the newest name given to the work
 * @param claimed the build its reports name; counts where none is announced
 * @param closing the end of its attempt, which has the last word
 * @param raised what says that it does not get on
 * @param version rises with every change
 */
public record Session(
        String id,
        @Nullable String agent,
        @Nullable Announced announced,
        double percent,
        Instant startedAt,
        Instant reportedAt,
        long updates,
        @Nullable Said last,
        @Nullable Said end,
        @Nullable Told task,
        @Nullable Told claimed,
        @Nullable Closing closing,
        List<Raised> raised,
        long version) {

    public Session {
        raised = raised == null ? List.of() : List.copyOf(raised);
    }

    /** What a report said. */
    public record Said(
            Moment moment,
            String state,
            @Nullable String message,
            @Nullable String step) {}

    /** A name that a report gave. */
    public record Told(Moment moment, String name) {}

    /** The build that the scheduler says a session works on. */
    public record Announced(
            String build, String title, @Nullable String kind) {}

    /**
     * A sign that the session does not get on.
     *
     * @param percent the next report ends it that has the session further than this
     */
    public record Raised(Signal signal, double percent) {
        /** The percent of a sign that any report ends. */
        public static final double ANY_REPORT = -1;
    }

    /**
     * The end of the attempt that the session was made for.
     *
     * @param buildVersion of the change of the build that ended it
     */
    public record Closing(
            long buildVersion,
            Instant at,
            String state,
            @Nullable String text) {}

    /** A session of which nothing is known yet. */
    static Session opened(String id, @Nullable String agent, Instant at) {
        return new Session(id, agent, null, 0, at, at, 0, null, null, null, null, null, List.of(), 0);
    }

    public Instant updatedAt() {
        return closing != null && closing.at().isAfter(reportedAt) ? closing.at() : reportedAt;
    }

    public @Nullable Instant endedAt() {
        if (closing != null) {
            return closing.at();
        }
        return end == null ? null : end.moment().at();
    }

    public boolean ended() {
        return closing != null || end != null;
    }

    public @Nullable String build() {
        if (announced != null) {
            return announced.build();
        }
        return claimed == null ? null : claimed.name();
    }

    public @Nullable String taskName() {
        if (announced != null) {
            return announced.title();
        }
        return task == null ? null : task.name();
    }

    /** What says that it does not get on; nothing does once it has ended. */
    public List<Signal> signals() {
        return ended() || raised.isEmpty()
                ? List.of()
                : raised.stream().map(Raised::signal).toList();
    }

    public String state() {
        if (closing != null) {
            return closing.state();
        }
        var shown = shown();
        return shown == null ? Update.STARTING : shown.state();
    }

    public @Nullable String message() {
        if (closing != null && closing.text() != null) {
            return closing.text();
        }
        var shown = shown();
        return shown == null ? null : shown.message();
    }

    public @Nullable String step() {
        var shown = shown();
        return shown == null ? null : shown.step();
    }

    private @Nullable Said shown() {
        return end == null ? last : end;
    }
}
