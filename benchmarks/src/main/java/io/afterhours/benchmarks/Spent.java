package io.afterhours.benchmarks;

import java.io.IOException;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** Processor time of those that take part in storing what is reported, which says more than a rate where the machine is shared. */
record Spent(Duration service, Duration postgres, Duration nats) {
    static Spent by(Suite suite, String service) throws IOException {
        var processes = suite.processes();
        return new Spent(of(processes, service), of(processes, "postgres"), of(processes, "nats"));
    }

    Spent since(Spent before) {
        return new Spent(service.minus(before.service), postgres.minus(before.postgres), nats.minus(before.nats));
    }

    /** What one of so many took. */
    String each(long count) {
        return String.format(
                Locale.ROOT,
                "%.0f µs (service %.0f, PostgreSQL %.0f, NATS %.0f)",
                micros(service.plus(postgres).plus(nats), count),
                micros(service, count),
                micros(postgres, count),
                micros(nats, count));
    }

    private static double micros(Duration time, long count) {
        return time.toNanos() / 1e3 / count;
    }

    private static Duration of(Map<String, ProcessHandle> processes, String part) {
        var process = processes.get(part);
        if (process == null) {
            throw new IllegalStateException(part + " does not run");
        }
        return Stream.concat(Stream.of(process), process.descendants())
                .map(each -> each.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }
}
