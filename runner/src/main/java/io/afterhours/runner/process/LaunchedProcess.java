package io.afterhours.runner.process;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** A command that runs, and its whole tree; it ends by itself or is stopped, and then nothing of it is left. */
public final class LaunchedProcess {
    private static final Duration DRAIN = Duration.ofSeconds(2);
    private static final int MOST_SWEEPS = 100;

    private final Process process;

    /** To be killed by; {@link Process#destroyForcibly()} would close the pipes and lose what was printed last. */
    private final ProcessHandle root;

    private final String marker;
    private final Containment containment;
    private final Caps caps;
    private final LineSink sink;
    private final long startedNanos = System.nanoTime();
    private final AtomicLong lastOutputNanos = new AtomicLong(startedNanos);
    private final AtomicLong printed = new AtomicLong();
    private final AtomicReference<@Nullable StopReason> stopping = new AtomicReference<>();
    private final CountDownLatch wake = new CountDownLatch(1);
    private final CountDownLatch drained = new CountDownLatch(2);
    private final CompletableFuture<Ending> ending = new CompletableFuture<>();

    LaunchedProcess(Process process, Command command, Containment containment, Caps caps, LineSink sink) {
        this.process = process;
        this.root = process.toHandle();
        this.marker = command.marker();
        this.containment = containment;
        this.caps = caps;
        this.sink = sink;
        var _ = process.onExit().thenRun(wake::countDown);
        pump(Channel.OUT, process.getInputStream());
        pump(Channel.ERR, process.getErrorStream());
        Thread.ofVirtual().name("watch-" + process.pid()).start(this::watch);
    }

    public long pid() {
        return process.pid();
    }

    /** Since when it has said nothing. */
    public Duration silence() {
        return Duration.ofNanos(System.nanoTime() - lastOutputNanos.get());
    }

    /** Begins to stop the tree and returns at once; only the first reason counts. */
    public void stop(StopReason reason) {
        if (stopping.compareAndSet(null, reason)) {
            wake.countDown();
        }
    }

    /** Waits for the end, after which no process of the tree lives and no further line comes. */
    public Ending await() throws InterruptedException {
        try {
            return ending.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("The watch over process " + pid() + " failed", e.getCause());
        }
    }

    public boolean ended() {
        return ending.isDone();
    }

    private void watch() {
        try {
            waitWithinCaps();
            var reason = stopping.get();
            if (reason != null && reason != StopReason.FENCED && process.isAlive()) {
                askToEnd();
            }
            sweep();
            int code = process.waitFor();
            drain();
            ending.complete(reason == null ? new Ending.Exited(code) : new Ending.Stopped(reason));
        } catch (InterruptedException | RuntimeException e) {
            root.destroyForcibly();
            ending.completeExceptionally(e);
        }
    }

    private void waitWithinCaps() throws InterruptedException {
        while (process.isAlive() && stopping.get() == null) {
            long now = System.nanoTime();
            long wallClock = startedNanos + caps.wallClock().toNanos() - now;
            long idle = lastOutputNanos.get() + caps.idle().toNanos() - now;
            if (wallClock <= 0) {
                stop(StopReason.WALL_CLOCK);
            } else if (idle <= 0) {
                stop(StopReason.IDLE);
            } else {
                wake.await(Math.min(wallClock, idle), TimeUnit.NANOSECONDS);
            }
        }
    }

    /** SIGTERM and the grace; who is fenced has no time for it, because another runner may be at work by then. */
    private void askToEnd() throws InterruptedException {
        agents().forEach(ProcessHandle::destroy);
        try {
            process.onExit().get(caps.grace().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException stubborn) {
            // The sweep that follows does not ask.
        }
    }

    /** The processes that SIGTERM is meant for; not the namespace's own first two, which only wait for the others. */
    private Collection<ProcessHandle> agents() {
        if (!containment.certain()) {
            return ProcessTree.members(root, marker).values();
        }
        var inner = new ArrayList<ProcessHandle>();
        process.children().forEach(first -> first.descendants().forEach(inner::add));
        return inner;
    }

    /** SIGKILL until nobody is left; a tree that keeps forking is met by the next round. */
    private void sweep() throws InterruptedException {
        if (containment.certain()) {
            var first = process.children().toList();
            first.forEach(ProcessHandle::destroyForcibly);
            root.destroyForcibly();
            return;
        }
        for (int round = 0; round < MOST_SWEEPS; round++) {
            var members = ProcessTree.members(root, marker).values();
            if (members.isEmpty()) {
                return;
            }
            members.forEach(ProcessHandle::destroyForcibly);
            TimeUnit.MILLISECONDS.sleep(round);
        }
    }

    private void pump(Channel channel, InputStream stream) {
        Thread.ofVirtual().name(channel + "-" + process.pid()).start(() -> {
            var cutter = new LineCutter(caps.lineLength(), line -> hand(channel, line));
            try (stream) {
                var buffer = new byte[32 * 1024];
                for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
                    lastOutputNanos.set(System.nanoTime());
                    if (printed.addAndGet(n) > caps.outputBytes()) {
                        stop(StopReason.OUTPUT);
                    } else {
                        cutter.accept(buffer, n);
                    }
                }
            } catch (IOException closed) {
                // The process is gone and its pipe with it; what was read so far counts.
            } finally {
                cutter.end();
                drained.countDown();
            }
        });
    }

    private void hand(Channel channel, String line) {
        if (!ending.isDone()) {
            sink.line(channel, line);
        }
    }

    /** Reads what is left in the pipes; not for ever, because one that escaped may hold them open. */
    private void drain() throws InterruptedException {
        if (!drained.await(DRAIN.toMillis(), TimeUnit.MILLISECONDS)) {
            for (var stream : List.of(process.getInputStream(), process.getErrorStream())) {
                Thread.ofVirtual().start(() -> close(stream));
            }
        }
    }

    private static void close(InputStream stream) {
        try {
            stream.close();
        } catch (IOException e) {
            // It is being given up anyway.
        }
    }
}
