package io.afterhours.runner.process;

import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.concurrent.locks.LockSupport;

/** Ends what a runner that was killed left running. */
public final class Leftovers {
    private static final int MOST_SWEEPS = 100;
    private static final Duration CLOCK_STEP = Duration.ofSeconds(2);

    private Leftovers() {}

    /**
     * SIGKILL to the process that was recorded, if it is still the same one, and to everything that carries its marker.
     *
     * @return how many processes were ended
     */
    public static int end(long pid, Instant started, String marker) {
        var ended = new HashSet<Long>();
        for (int round = 0; round < MOST_SWEEPS; round++) {
            var members = ProcessTree.marked(marker);
            ProcessHandle.of(pid).filter(handle -> startedAt(handle, started)).ifPresent(handle -> {
                members.put(pid, handle);
                handle.descendants().forEach(each -> members.put(each.pid(), each));
            });
            members.keySet().removeIf(ProcessTree::isDead);
            if (members.isEmpty()) {
                return ended.size();
            }
            ended.addAll(members.keySet());
            members.values().forEach(ProcessHandle::destroyForcibly);
            LockSupport.parkNanos(round * 1_000_000L);
        }
        return ended.size();
    }

    /** A pid is reused after a while; only with its start time is it the process that was meant. */
    private static boolean startedAt(ProcessHandle handle, Instant started) {
        return handle.isAlive()
                && handle.info()
                        .startInstant()
                        .map(at -> Duration.between(at, started).abs().compareTo(CLOCK_STEP) < 0)
                        .orElse(false);
    }
}
