package io.afterhours.local.process;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/** Things that are done side by side, each as soon as what it needs is done. Used by one thread. */
public final class Steps {
    private final Executor threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Step> steps = new ArrayList<>();

    /** One of them. */
    public static final class Step {
        private final CompletableFuture<Void> end;

        private Step(CompletableFuture<Void> end) {
            this.end = end;
        }
    }

    /** Adds one that begins at once, or after those that it needs; it never begins when one of them fails. */
    public Step add(Runnable action, Step... needed) {
        var step = new Step(CompletableFuture.allOf(ends(List.of(needed))).thenRunAsync(action, threads));
        steps.add(step);
        return step;
    }

    /** Returns when all are done; throws what the first that failed has thrown, without a wait for the others. */
    public void await() {
        var failed = new CompletableFuture<Void>();
        for (var step : steps) {
            var _ = step.end.whenComplete((nothing, error) -> {
                if (error != null) {
                    failed.completeExceptionally(error);
                }
            });
        }
        try {
            CompletableFuture.anyOf(CompletableFuture.allOf(ends(steps)), failed)
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static CompletableFuture<?>[] ends(List<Step> steps) {
        return steps.stream().map(step -> step.end).toArray(CompletableFuture[]::new);
    }
}
