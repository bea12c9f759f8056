package io.afterhours.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Processor time of those that take part in storing what is reported, which says more than a rate where the machine is shared. */
record Spent(Duration service, Duration postgres, Duration nats) {
    /** @param others processes of the same service that are not the suite's own */
    static Spent by(Suite suite, String service, List<ProcessHandle> others) throws IOException {
        var processes = suite.processes();
        return new Spent(
                others.stream().map(Spent::of).reduce(of(processes, service), Duration::plus),
                of(processes, "postgres"),
                of(processes, "nats"));
    }

    Spent since(Spent before) {
        return new Spent(service.minus(before.service), postgres.minus(before.postgres), nats.minus(before.nats));
    }

    /** What one of so many took. */
    String each(long count) {
        return String.format(
                Locale.ROOT,
                "%.0f µs (service %.0f, PostgreSQL %.0f, NATS %.0f)",
                micros(all(), count),
                micros(service, count),
                micros(postgres, count),
                micros(nats, count));
    }

    /** How many cores were busy with it on average. */
    String cores(Duration meanwhile) {
        return String.format(
                Locale.ROOT,
                "%.2f (service %.2f, PostgreSQL %.2f, NATS %.2f)",
                share(all(), meanwhile),
                share(service, meanwhile),
                share(postgres, meanwhile),
                share(nats, meanwhile));
    }

    private Duration all() {
        return service.plus(postgres).plus(nats);
    }

    private static double micros(Duration time, long count) {
        return time.toNanos() / 1e3 / count;
    }

    private static double share(Duration time, Duration meanwhile) {
        return time.toNanos() / (double) meanwhile.toNanos();
    }

    private static Duration of(Map<String, ProcessHandle> processes, String part) {
        var process = processes.get(part);
        if (process == null) {
            throw new IllegalStateException(part + " does not run");
        }
        return of(process);
    }

    private static Duration of(ProcessHandle process) {
        return Stream.concat(Stream.of(process), process.descendants())
                .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
