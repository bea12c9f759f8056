package io.afterhours.scheduler.estimate;

import java.time.Duration;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Outcomes as tests need them. */
final class Outcomes {
    static final Duration HOUR = Duration.ofHours(1);

    private Outcomes() {}

    static Outcome took(double minutes) {
        return by("claude", null, minutes, null);
    }

    static Outcome by(String agent, @Nullable String model, double minutes, @Nullable Long nanos) {
        return new Outcome(agent, model, HOUR, minutes(minutes), nanos);
    }

    static Outcome ofEffort(Duration effort, double minutes) {
        return new Outcome("claude", null, effort, minutes(minutes), null);
    }

    /** One for each of so many minutes. */
    static List<Outcome> took(double... minutes) {
        return DoubleStream.of(minutes).mapToObj(Outcomes::took).toList();
    }

    /** As many outcomes as asked for, of 1, 2, 3 … minutes. */
    static List<Outcome> upTo(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(Outcomes::took).toList();
    }

    private static Duration minutes(double minutes) {
        return Duration.ofMillis(Math.round(minutes * 60_000));
    }
}
