package io.afterhours.local.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends a process: asks, waits, and then ends it and what it started. */
public final class Ending {
    private static final Duration AFTER_KILL = Duration.ofSeconds(5);

    private Ending() {}

    /** Whether it went when asked. */
    public static boolean end(ProcessHandle process, String signal, Duration limit) {
        var children = new ArrayList<>(process.descendants().toList());
        Shell.succeeds(List.of("kill", "-" + signal, Long.toString(process.pid())));
        var went = isGone(process, limit);
        if (!went) {
            children.addAll(process.descendants().toList());
            process.destroyForcibly();
            isGone(process, AFTER_KILL);
        }
        children.stream().filter(ProcessHandle::isAlive).forEach(child -> end(child, went));
        return went;
    }

    /** A child that its parent left behind in good order gets a moment more. */
    private static void end(ProcessHandle child, boolean gently) {
        if (gently) {
            child.destroy();
            isGone(child, Duration.ofSeconds(2));
        }
        child.destroyForcibly();
    }

    private static boolean isGone(ProcessHandle process, Duration limit) {
        try {
            process.onExit().get(limit.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return ProcessId.of(process).running().isEmpty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }
}
