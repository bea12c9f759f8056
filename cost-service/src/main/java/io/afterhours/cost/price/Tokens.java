package io.afterhours.cost.price;

/**
 * Tokens of one report in disjoint buckets.
 *
 * @param input neither read from nor written to a cache
 * @param cacheWrite written to the 5 minute cache
 * @param cacheWrite1h written to the 1 hour cache
 */
public record Tokens(long input, long output, long cacheRead, long cacheWrite, long cacheWrite1h) {
    public static final Tokens NONE = new Tokens(0, 0, 0, 0, 0);

    public Tokens plus(Tokens other) {
        return new Tokens(
                input + other.input,
                output + other.output,
                cacheRead + other.cacheRead,
                cacheWrite + other.cacheWrite,
                cacheWrite1h + other.cacheWrite1h);
    }

    /** What is here beyond the other, bucket by bucket and never below zero. */
    public Tokens beyond(Tokens other) {
        return new Tokens(
                Math.max(0, input - other.input),
                Math.max(0, output - other.output),
                Math.max(0, cacheRead - other.cacheRead),
                Math.max(0, cacheWrite - other.cacheWrite),
                Math.max(0, cacheWrite1h - other.cacheWrite1h));
    }

    /** What the model was sent; decides the long-context tier. */
    public long prompt() {
        return input + cacheRead + cacheWrite + cacheWrite1h;
    }
}
