package io.afterhours.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A part that was started: watched until it is stopped, and started again when it dies. */
final class RunningPart {
    private static final long LOG_LIMIT = 10L << 20;
    private static final Duration PROBE_PAUSE = Duration.ofMillis(40);

    private final Part part;
    private final Notices notices;
    private final CountDownLatch stopping = new CountDownLatch(1);
    private @Nullable Process process;
    private volatile long logBegin;
    private @Nullable Thread watch;

    RunningPart(Part part, Notices notices) {
        this.part = part;
        this.notices = notices;
    }

    Part part() {
        return part;
    }

    /** Returns when the part is ready; throws {@link StartFailed} when it ends first or takes too long. */
    void start() throws InterruptedException {
        var begun = System.nanoTime();
        var started = launch();
        awaitReady(started, begun);
        notices.ready(part, since(begun));
        watch = Thread.ofVirtual().name("watch-" + part.name()).start(() -> watch(started, begun));
    }

    /** Ends it, so that its watch starts it again. */
    void renew() {
        Process last;
        synchronized (this) {
            last = isStopping() ? null : process;
        }
        if (last != null && last.isAlive()) {
            Ending.end(last.toHandle(), part.stopSignal(), part.stopLimit());
        }
    }

    /** Stops it for good. */
    void stop() {
        var begun = System.nanoTime();
        Process last;
        synchronized (this) {
            stopping.countDown();
            last = process;
        }
        if (last != null && last.isAlive()) {
            var whenAsked = Ending.end(last.toHandle(), part.stopSignal(), part.stopLimit());
            notices.stopped(part, since(begun), whenAsked);
        }
        delete(part.processId());
    }

    private void watch(Process first, long firstBegun) {
        var current = first;
        var begun = firstBegun;
        var deaths = 0;
        try {
            while (true) {
                var status = current.waitFor();
                deaths = RestartRules.deaths(deaths, since(begun));
                var wait = RestartRules.wait(deaths);
                if (isStopping()) {
                    return;
                }
                notices.died(part, status, wait);
                if (stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS)) {
                    return;
                }
                begun = System.nanoTime();
                try {
                    current = launch();
                } catch (UncheckedIOException e) {
                    // A full disk, for one, has room again some time: whoever gave up now would leave the part down for
                    // good.
                    notices.cannotStart(part, e.getMessage() + ": " + e.getCause());
                    continue;
                }
                awaitReadyAgain(current, begun);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void awaitReadyAgain(Process started, long begun) throws InterruptedException {
        try {
            awaitReady(started, begun);
            notices.again(part, since(begun));
        } catch (StartFailed e) {
            if (started.isAlive() && !isStopping()) {
                Ending.end(started.toHandle(), part.stopSignal(), part.stopLimit());
            }
        }
    }

    private void awaitReady(Process started, long begun) throws InterruptedException {
        while (!part.ready().isReady()) {
            if (started.waitFor(PROBE_PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw failed("it ended with status " + started.exitValue());
            }
            if (since(begun).compareTo(part.startLimit()) > 0) {
                throw failed("not ready after " + part.startLimit().toSeconds() + " s");
            }
            if (isStopping()) {
                throw failed("stopped meanwhile");
            }
        }
    }

    private synchronized Process launch() {
        if (isStopping()) {
            throw failed("stopped meanwhile");
        }
        try {
            rotate(part.log());
            logBegin = Files.exists(part.log()) ? Files.size(part.log()) : 0;
            var command = new ArrayList<>(Session.prefix());
            command.addAll(part.command());
            var builder = new ProcessBuilder(command)
                    .directory(part.folder().toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(part.log().toFile()));
            builder.environment().keySet().removeIf(name -> name.startsWith("AFTERHOURS_"));
            builder.environment().putAll(part.environment());
            var started = builder.start();
            process = started;
            record(started);
            started.getOutputStream().close();
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start " + part.name(), e);
        }
    }

    /** One that no later start could find again does not run. */
    private void record(Process started) {
        try {
            ProcessId.of(started.toHandle()).write(part.processId());
        } catch (UncheckedIOException e) {
            started.destroyForcibly();
            throw e;
        }
    }

    private StartFailed failed(String why) {
        return new StartFailed(part, why, logBegin);
    }

    private boolean isStopping() {
        return stopping.getCount() == 0;
    }

    private static Duration since(long begun) {
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    private static void rotate(Path log) throws IOException {
        if (Files.exists(log) && Files.size(log) > LOG_LIMIT) {
            Files.move(log, log.resolveSibling(log.getFileName() + ".1"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
