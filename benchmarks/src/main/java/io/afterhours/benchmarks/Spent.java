package io.afterhours.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Processor time of those that take part in storing what is reported, which says more than a rate where the machine is shared. */
record Spent(Duration service, Duration postgres, Duration nats) {
    private static final Duration TICK = Duration.ofMillis(10);

    /** Of what {@code /proc/PID/stat} says after the name: {@code utime}, behind it {@code stime}, {@code cutime}, {@code cstime}. */
    private static final int UTIME = 11;

    /** @param others processes of the same service that are not the suite's own */
    static Spent by(Suite suite, String service, List<ProcessHandle> others) throws IOException {
        var processes = suite.processes();
        var services = of(processes, service);
        for (var other : others) {
            services = services.plus(of(other));
        }
        return new Spent(services, of(processes, "postgres"), of(processes, "nats"));
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

    private static Duration of(Map<String, ProcessHandle> processes, String part) throws IOException {
        var process = processes.get(part);
        if (process == null) {
            throw new IllegalStateException(part + " does not run");
        }
        return of(process);
    }

    private static Duration of(ProcessHandle process) throws IOException {
        var processes = Stream.concat(Stream.of(process), process.descendants()).toList();
        long ticks = 0;
        for (var each : processes) {
            ticks += ticks(each);
        }
        return TICK.multipliedBy(ticks);
    }

    /** Of a process, and of its children that have ended; 0 when it has ended itself. */
    private static long ticks(ProcessHandle process) throws IOException {
        var file = Path.of("/proc", Long.toString(process.pid()), "stat");
        try {
            var stat = Files.readString(file);
            var afterName = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return IntStream.range(UTIME, UTIME + 4)
                    .mapToLong(i -> Long.parseLong(afterName[i]))
                    .sum();
        } catch (IOException e) {
            if (!process.isAlive()) {
                return 0;
            }
            throw new IOException("processor time is measured on Linux, by a user who may read " + file, e);
        }
    }
}
