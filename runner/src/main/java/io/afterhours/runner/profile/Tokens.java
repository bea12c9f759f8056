package io.afterhours.runner.profile;

/** Counts of tokens in disjoint buckets. */
public record Tokens(long input, long output, long cacheRead, long cacheWrite, long cacheWrite1h) {
    public static final Tokens NONE = new Tokens(0, 0, 0, 0, 0);

    Tokens plus(Tokens other) {
        return new Tokens(
                input + other.input,
                output + other.output,
                cacheRead + other.cacheRead,
                cacheWrite + other.cacheWrite,
                cacheWrite1h + other.cacheWrite1h);
    }

    /** What is here beyond the other, bucket by bucket and never below zero. */
    Tokens beyond(Tokens other) {
        return new Tokens(
                Math.max(0, input - other.input),
                Math.max(0, output - other.output),
                Math.max(0, cacheRead - other.cacheRead),
                Math.max(0, cacheWrite - other.cacheWrite),
                Math.max(0, cacheWrite1h - other.cacheWrite1h));
    }

    boolean isNone() {
        return equals(NONE);
    }
}
