package io.afterhours.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

/** How far a service is with a backlog, and how much memory it holds, once a second and whenever a further hundredth is done. */
final class Growth implements Backlog.Watch {
    private static final long EVERY = Duration.ofSeconds(1).toNanos();

    private final ProcessHandle process;
    private final long count;
    private final List<Step> steps = new ArrayList<>();
    private long lookedAt = -EVERY;
    private long percent;

    /** @param count how many there are in all */
    Growth(ProcessHandle process, long count) {
        this.process = process;
        this.count = count;
    }

    private record Step(Duration since, long committed, long size) {}

    @Override
    public void at(Duration since, long committed) throws IOException {
        if (since.toNanos() - lookedAt >= EVERY || committed * 100 / count > percent) {
            percent = committed * 100 / count;
            lookedAt = since.toNanos();
            steps.add(new Step(since, committed, Size.of(process)));
        }
    }

    /** Its memory when a tenth was done, in bytes. */
    long early() {
        return reached(10).size();
    }

    /** The most that it held from then on. */
    long highest() {
        var from = steps.indexOf(reached(10));
        return steps.subList(from, steps.size()).stream()
                .mapToLong(Step::size)
                .max()
                .orElseThrow();
    }

    /** How many a second there were between two shares of them, in percent; nothing where both were reached by one look. */
    OptionalDouble perSecond(int from, int to) {
        var first = reached(from);
        var last = reached(to);
        return first.equals(last)
                ? OptionalDouble.empty()
                : OptionalDouble.of((last.committed() - first.committed())
                        * 1e9
                        / last.since().minus(first.since()).toNanos());
    }

    private Step reached(int percent) {
        return steps.stream()
                .filter(each -> each.committed() * 100 >= count * percent)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("it was not followed to " + percent + " %"));
    }
}
