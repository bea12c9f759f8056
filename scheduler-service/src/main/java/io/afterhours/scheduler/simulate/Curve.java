package io.afterhours.scheduler.simulate;

/**
 * Positive values of which half are under one figure and nine of ten under another: a log-logistic curve, as the estimates of what
 * remains take it.
 */
record Curve(double p50, double p90) {
    private static final double LN_9 = Math.log(9);

    /** One in two hundred on either side is cut off: the tail of the curve knows no bounds, work does. */
    private static final double RAREST = 0.005;

    Curve {
        if (!(p50 > 0) || p90 < p50) {
            throw new IllegalArgumentException("p50 " + p50 + " is to be more than 0 and at most p90 " + p90);
        }
    }

    /** The value that a share of all stays under. */
    double at(double share) {
        var within = Math.clamp(share, RAREST, 1 - RAREST);
        return p50 * Math.exp(Math.log(p90 / p50) / LN_9 * Math.log(within / (1 - within)));
    }
}
