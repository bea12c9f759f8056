package io.afterhours.contracts.scheduler;

import io.afterhours.contracts.Check;
import java.time.Instant;
import java.util.List;

/**
 * What the builds that run and wait should cost, and when; on {@code queue.expected} whenever that moved. Money is in nano-dollars; of
 * an attempt that runs it is what it should still cost beside what is known of it.
 *
 * @param endings by the hour in which attempts should end, the soonest first
 * @param undated how many of the builds that were looked at nobody can say a time of: they wait for a person, or come up too late
 * @param undatedNanos what half of such builds together stay under
 * @param further how many builds lie further back in the queue than was looked
 * @param at when this was so; an older one never overwrites a newer
 */
public record QueueExpected(List<Ending> endings, int undated, long undatedNanos, long further, Instant at) {
    /** Nothing is foretold for longer than two weeks, and no hour is named twice. */
    public static final int MOST_HOURS = 15 * 24;

    public QueueExpected {
        endings = Check.list("endings", endings, MOST_HOURS);
        at = Check.present("at", "a time", at);
    }

    /**
     * Attempts that should end within an hour.
     *
     * @param hour when it begins
     * @param builds how many they are
     * @param p50Nanos what they should cost together
     * @param p90Nanos what nine of ten such sums stay under, each build for itself
     */
    public record Ending(Instant hour, int builds, long p50Nanos, long p90Nanos) {
        public Ending {
            hour = Check.present("endings.hour", "a time", hour);
        }
    }
}
