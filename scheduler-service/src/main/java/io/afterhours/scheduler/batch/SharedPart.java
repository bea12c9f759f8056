package io.afterhours.scheduler.batch;

import io.afterhours.scheduler.estimate.Estimate;
import java.util.List;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How much of each further build of a batch was done already with the first: reading the repository, the template, the set-up.
 *
 * <p>A batch of builds that alone would take m1, m2, … is expected to take their sum less this share of all but the largest:
 * {@code sum − share · (sum − largest)}. The shared part is paid once, with the largest. Until batches of a kind happened, three
 * tenths are taken to be shared; that counts as three batches, so that the first ones move it step by step.
 *
 * @param batches how many batches it was learned from
 */
public record SharedPart(int batches, double ofMinutes, double ofCost) {
    private static final double UNTIL_KNOWN = 0.3;
    private static final int BATCHES_OF_THE_GUESS = 3;
    private static final double MOST = 0.9;

    /** Of a kind of which no batch happened yet. */
    public static final SharedPart UNKNOWN = new SharedPart(0, UNTIL_KNOWN, UNTIL_KNOWN);

    /**
     * A batch of which all members finished.
     *
     * @param minutes what its members were expected to take alone
     * @param nanos what they were expected to cost alone
     * @param tookMinutes what the batch took
     * @param costNanos what it cost; negative where that is not known
     */
    public record Measured(List<Integer> minutes, List<Long> nanos, double tookMinutes, long costNanos) {
        public Measured {
            minutes = List.copyOf(minutes);
            nanos = List.copyOf(nanos);
        }
    }

    /** From batches that happened. */
    public static SharedPart of(List<Measured> batches) {
        var priced = batches.stream().filter(each -> each.costNanos() >= 0).toList();
        return new SharedPart(
                batches.size(),
                drawn(batches, each -> share(doubles(each.minutes()), each.tookMinutes())),
                drawn(priced, each -> share(doubles(each.nanos()), (double) each.costNanos())));
    }

    private static double drawn(List<Measured> batches, ToDoubleFunction<Measured> share) {
        var sum = batches.stream().mapToDouble(share).sum();
        return (sum + UNTIL_KNOWN * BATCHES_OF_THE_GUESS) / (batches.size() + BATCHES_OF_THE_GUESS);
    }

    private static double share(List<Double> alone, double together) {
        var sum = sum(alone);
        var repeated = sum - largest(alone);
        return repeated <= 0 ? 0 : Math.clamp((sum - together) / repeated, 0, MOST);
    }

    /** What each of these builds adds to what they take together; the parts sum up to it. */
    public List<Double> partsOfMinutes(List<Double> alone) {
        return parts(alone, ofMinutes);
    }

    /** What each of these builds adds to what they cost together; the parts sum up to it. */
    public List<Double> partsOfCost(List<Double> alone) {
        return parts(alone, ofCost);
    }

    /** The largest is paid in full, for the shared part is paid with it; the first of equals. */
    private static List<Double> parts(List<Double> alone, double share) {
        int whole = alone.indexOf(largest(alone));
        return IntStream.range(0, alone.size())
                .mapToObj(each -> alone.get(each) * (each == whole ? 1 : 1 - share))
                .toList();
    }

    /** What to expect of these builds done together. */
    public Estimate together(List<Estimate> alone) {
        return new Estimate(
                minutes(alone.stream().map(each -> (double) each.minutesP50()).toList()),
                minutes(alone.stream().map(each -> (double) each.minutesP90()).toList()),
                nanos(alone.stream().map(each -> (double) each.costP50()).toList()),
                nanos(alone.stream().map(each -> (double) each.costP90()).toList()),
                "batch of " + alone.size() + ", " + Math.round(100 * ofMinutes) + " % shared");
    }

    private int minutes(List<Double> alone) {
        return (int) Math.ceil(together(alone, ofMinutes) - 1e-9);
    }

    private long nanos(List<Double> alone) {
        return Math.round(together(alone, ofCost));
    }

    private static double together(List<Double> alone, double share) {
        return sum(alone) - share * (sum(alone) - largest(alone));
    }

    private static List<Double> doubles(List<? extends Number> numbers) {
        return numbers.stream().map(Number::doubleValue).toList();
    }

    private static double sum(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).sum();
    }

    private static double largest(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).max().orElse(0);
    }
}
