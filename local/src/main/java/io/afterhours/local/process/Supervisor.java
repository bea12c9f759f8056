package io.afterhours.local.process;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/**
 * Starts stages of parts one after the other, the parts of a stage together; stops them in the order given. A part that
 * fails to start fails the start of all.
 */
public final class Supervisor {
    private final Notices notices;
    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<RunningPart> running = new ArrayList<>();
    private boolean stopping;

    public Supervisor(Notices notices) {
        this.notices = notices;
    }

    /** Returns when all parts are ready; throws {@link StartFailed}, with nothing stopped yet, when one is not. */
    public void start(List<List<Part>> stages) {
        for (var stage : stages) {
            var starts = stage.stream()
                    .map(part -> new RunningPart(part, notices))
                    .map(part -> CompletableFuture.runAsync(() -> start(part), threads))
                    .toArray(CompletableFuture[]::new);
            join(starts);
        }
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

    /** The first failure ends the wait: the other parts of the stage are stopped by the caller. */
    private static void join(CompletableFuture<?>[] starts) {
        var failed = new CompletableFuture<Void>();
        for (var start : starts) {
            var _ = start.whenComplete((nothing, error) -> {
                if (error != null) {
                    failed.completeExceptionally(error);
                }
            });
        }
        try {
            CompletableFuture.anyOf(CompletableFuture.allOf(starts), failed).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
