package io.afterhours.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The memory that the suite's processes hold, per part, in bytes: the sum of their proportional set sizes, so that a page that
 * several share counts once.
 */
record Size(Map<String, Long> parts) {
    private static final String SUPERVISOR = "up";

    static Size of(Suite suite) throws IOException {
        var parts = new LinkedHashMap<String, Long>();
        for (var part : suite.processes().entrySet()) {
            // All others are children of the one that supervises them.
            var processes = part.getKey().equals(SUPERVISOR)
                    ? Stream.of(part.getValue())
                    : Stream.concat(Stream.of(part.getValue()), part.getValue().descendants());
            long sum = 0;
            for (var process : processes.toList()) {
                sum += of(process);
            }
            parts.put(part.getKey(), sum);
        }
        return new Size(parts);
    }

    long total() {
        return parts.values().stream().mapToLong(Long::longValue).sum();
    }

    /** The memory that a process holds, without its children; 0 when it has ended. */
    static long of(ProcessHandle process) throws IOException {
        var rollup = Path.of("/proc", Long.toString(process.pid()), "smaps_rollup");
        try {
            return Files.readAllLines(rollup).stream()
                            .filter(line -> line.startsWith("Pss:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .sum()
                    * 1024;
        } catch (IOException e) {
            if (!process.isAlive()) {
                return 0;
            }
            throw new IOException("the size is measured on Linux, by a user who may read " + rollup, e);
        }
    }
}
