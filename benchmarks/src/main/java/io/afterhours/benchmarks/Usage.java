package io.afterhours.benchmarks;

import java.time.Duration;

/**
 * Processor time that a page had used at some moment, all in seconds.
 *
 * @param at the moment
 * @param thread of the thread that runs its script and lays it out
 * @param process of its whole process
 */
record Usage(double at, double thread, double process) {
    static Usage of(Tab tab) {
        double at = 0;
        double thread = 0;
        double process = 0;
        for (var each : tab.ask("Performance.getMetrics").getAsJsonArray("metrics")) {
            var metric = each.getAsJsonObject();
            var value = metric.get("value").getAsDouble();
            switch (metric.get("name").getAsString()) {
                case "Timestamp" -> at = value;
                case "ThreadTime" -> thread = value;
                case "ProcessTime" -> process = value;
                default -> {}
            }
        }
        return new Usage(at, thread, process);
    }

    Duration since(Usage before) {
        return Duration.ofNanos(Math.round((at - before.at) * 1e9));
    }

    /** In percent of a core. */
    double thread(Usage before) {
        return 100 * (thread - before.thread) / (at - before.at);
    }

    /** In percent of a core. */
    double process(Usage before) {
        return 100 * (process - before.process) / (at - before.at);
    }

    /** Bytes that its objects take once what nobody needs is gone. */
    static long heap(Tab tab) {
        tab.ask("HeapProfiler.enable");
        tab.ask("HeapProfiler.collectGarbage");
        return tab.ask("Runtime.getHeapUsage").get("usedSize").getAsLong();
    }

    /** How many nodes its documents have. */
    static long nodes(Tab tab) {
        return tab.ask("Memory.getDOMCounters").get("nodes").getAsLong();
    }
}
