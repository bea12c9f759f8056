package io.afterhours.scheduler.simulate;

/**
 * Random numbers that depend on the seed and on what they are for, and not on how many were drawn before (common random numbers):
 * policies are compared on the same luck.
 *
 * <p>The mixing is the finalizer of SplitMix64 (Steele, Lea and Flood 2014), once for each part of the key.
 */
record Draws(long seed) {
    private static final long GOLDEN_GAMMA = 0x9E3779B97F4A7C15L;
    private static final double UNIT = 0x1.0p-53;

    /** A number between 0 and 1, neither of which it is. */
    double uniform(int build, int turn, Aspect aspect) {
        var mixed = mix(mix(mix(mix(seed) + build) + turn) + aspect.code());
        return ((mixed >>> 11) + 0.5) * UNIT;
    }

    private static long mix(long value) {
        var z = value + GOLDEN_GAMMA;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
