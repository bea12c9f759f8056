package io.afterhours.local.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** Starts parts, and again when they die; stops them in the order given. */
public final class Supervisor {
    private final Notices notices;
    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<RunningPart> running = new ArrayList<>();
    private boolean stopping;

    public Supervisor(Notices notices) {
        this.notices = notices;
    }

    /** Starts parts together. Returns when all are ready; throws {@link StartFailed}, with nothing stopped yet, when one is not. */
    public void start(List<Part> parts) {
        var steps = new Steps();
        for (var part : parts) {
            var started = new RunningPart(part, notices);
            steps.add(() -> start(started));
        }
        steps.await();
    }

    /** Stops what runs, by name and in this order; the parts of one group together. */
    public void stop(List<List<String>> order) {
        var parts = stopping();
        for (var group : order) {
            CompletableFuture.allOf(parts.stream()
                            .filter(part -> group.contains(part.part().name()))
                            .map(part -> CompletableFuture.runAsync(part::stop, threads))
                            .toArray(CompletableFuture[]::new))
                    .join();
        }
    }

    /** Ends a part, which is then started again as one that died is; nothing while all is stopped. */
    public void renew(String name) {
        running(name).ifPresent(RunningPart::renew);
    }

    private synchronized Optional<RunningPart> running(String name) {
        return running.stream().filter(part -> part.part().name().equals(name)).findFirst();
    }

    private void start(RunningPart part) {
        add(part);
        try {
            part.start();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailed(part.part(), "interrupted", 0);
        }
    }

    private synchronized void add(RunningPart part) {
        if (stopping) {
            throw new StartFailed(part.part(), "stopped meanwhile", 0);
        }
        running.add(part);
    }

    /** From here on nothing is started. */
    private synchronized List<RunningPart> stopping() {
        stopping = true;
        return List.copyOf(running);
    }
}
