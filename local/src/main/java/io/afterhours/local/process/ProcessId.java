package io.afterhours.local.process;

import io.afterhours.local.state.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;

/** A process's number and start time: together they never mean another process. */
public record ProcessId(long pid, Instant started) {
    private static final Pattern FORM = Pattern.compile("(\\d+) (\\S+)");

    /** The system counts a start in ticks since its own start, so two readings may differ a little. */
    private static final Duration TOLERANCE = Duration.ofSeconds(2);

    public static ProcessId of(ProcessHandle process) {
        return new ProcessId(process.pid(), process.info().startInstant().orElse(Instant.EPOCH));
    }

    /** The process a file names; empty when there is no file or it is not one of ours. */
    public static Optional<ProcessId> read(Path file) {
        try {
            var match = FORM.matcher(Files.readString(file).strip());
            return match.matches()
                    ? Optional.of(new ProcessId(Long.parseLong(match.group(1)), Instant.parse(match.group(2))))
                    : Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    public void write(Path file) {
        PrivateFiles.write(file, pid + " " + started + "\n");
    }

    /** The process, while it runs. */
    public Optional<ProcessHandle> running() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(handle -> !isZombie())
                .filter(this::isSame);
    }

    /**
     * Waits until it has ended; false when it still runs then. The system tells only a parent of an end, so this asks
     * again and again.
     */
    public boolean awaitEnd(Duration limit) {
        var deadline = System.nanoTime() + limit.toNanos();
        while (running().isPresent()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
        return true;
    }

    private boolean isSame(ProcessHandle handle) {
        var other = handle.info().startInstant().orElse(Instant.EPOCH);
        return Duration.between(started, other).abs().compareTo(TOLERANCE) <= 0;
    }

    /** Ended, and nobody has asked how: its parent is gone and the machine's first process does not look after orphans. */
    private boolean isZombie() {
        try {
            var stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.substring(stat.lastIndexOf(')') + 1).stripLeading().startsWith("Z");
        } catch (IOException e) {
            return false;
        }
    }
}
