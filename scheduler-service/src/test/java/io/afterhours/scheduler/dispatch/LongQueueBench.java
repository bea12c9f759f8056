package io.afterhours.scheduler.dispatch;

import io.afterhours.contracts.Priority;
import io.afterhours.scheduler.queue.BatchResource;
import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.queue.BuildId;
import io.afterhours.scheduler.queue.BuildResource;
import io.afterhours.scheduler.queue.QueueResource;
import io.afterhours.scheduler.queue.QueueStore;
import io.afterhours.testkit.Measured;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What a long queue costs: a pass, a verdict, lists, counts and intake, as the scheduler answers them, against a real PostgreSQL. Each
 * list and each answer to "why" comes so long after the one before that nothing of that one is remembered. No test of the suite;
 * {@code benchmarks/long-queue} runs it in a JVM as the product starts it, and says what it printed.
 */
class LongQueueBench {
    private static final int SAMPLES = Integer.getInteger("samples", 300);
    private static final int MANY = Integer.getInteger("builds", 1_000_000);
    private static final int FEW = 10_000;

    /** What is remembered of a look ahead is forgotten by then. */
    private static final Duration LATER = Duration.ofSeconds(2);

    @Test
    void a_pass_and_an_answer_however_long_the_queue() {
        var few = LongQueue.of(FEW, 100);
        measure(few);
        var many = LongQueue.of(MANY, 100);
        measure(many);
        intake(many);
        measure(LongQueue.of(MANY, 1_000));
        passes(LongQueue.of(MANY, 1));
    }

    private static void measure(LongQueue queue) {
        passes(queue);
        why(queue);
        lists(queue);
        counts(queue);
    }

    private static void passes(LongQueue queue) {
        var bench = queue.bench();
        var live = new ArrayDeque<Build>(bench.dispatch().started());
        var took = new long[SAMPLES];
        for (int i = -50; i < SAMPLES; i++) {
            bench.finished(bench.live(live.remove().id()), null);
            var begun = System.nanoTime();
            live.addAll(bench.dispatch().started());
            if (i >= 0) {
                took[i] = System.nanoTime() - begun;
            }
        }
        Measured.times("planning pass that starts a build, " + queue, took);
    }

    private static void why(LongQueue queue) {
        var random = new Random(1);
        times(
                queue,
                "why, any",
                SAMPLES,
                builds -> builds.verdict(new BuildId(1 + random.nextInt(queue.builds())).toString()));
        times(
                queue,
                "a build whole, any",
                SAMPLES,
                builds -> builds.get(new BuildId(1 + random.nextInt(queue.builds())).toString()));
    }

    private static void lists(LongQueue queue) {
        list(queue, "newest", new Asked());
        list(queue, "by state", new Asked().state("queued,retrying"));
        list(queue, "by a rare state", new Asked().state("finished"));
        list(queue, "by priority and kind", new Asked().priority(Priority.HIGH).kind("kind-3"));
        list(queue, "by tag", new Asked().tag("tag-7"));
        list(queue, "by a tag nobody uses", new Asked().tag("nothing"));
        list(queue, "by a common text", new Asked().text("build 77"));
        list(queue, "by a rare text", new Asked().text("c4ca4238a0b9"));
        list(queue, "by a text that is nowhere", new Asked().text("zzzzzz"));
        var builds = queue.bench().get(BuildResource.class);
        Measured.times("list of 50, newest, asked again, " + queue, 10, listed(), () -> new Asked().of(builds));
    }

    private static void counts(LongQueue queue) {
        var bench = queue.bench();
        var store = bench.get(QueueStore.class);
        Measured.times(
                "counts, " + queue,
                20,
                SAMPLES,
                () -> bench.jdbi().useTransaction(tx -> {
                    for (var count : QueueStore.Count.values()) {
                        store.countBy(tx, count);
                    }
                }));
        Measured.times(
                "queue stats with bands, " + queue,
                10,
                listed(),
                () -> bench.get(QueueResource.class).stats());
        Measured.times(
                "queue next, " + queue,
                10,
                listed(),
                () -> bench.get(QueueResource.class).next(50));
    }

    /** What a page asks of the queue. */
    private record Asked(
            @Nullable String state,
            @Nullable String priority,
            @Nullable String kind,
            @Nullable String tag,
            @Nullable String text) {
        Asked() {
            this(null, null, null, null, null);
        }

        Asked state(String wanted) {
            return new Asked(wanted, priority, kind, tag, text);
        }

        Asked priority(Priority wanted) {
            return new Asked(state, wanted.word(), kind, tag, text);
        }

        Asked kind(String wanted) {
            return new Asked(state, priority, wanted, tag, text);
        }

        Asked tag(String wanted) {
            return new Asked(state, priority, kind, wanted, text);
        }

        Asked text(String wanted) {
            return new Asked(state, priority, kind, tag, wanted);
        }

        void of(BuildResource builds) {
            builds.list(null, state, priority, null, tag, kind, text, null, "50");
        }
    }

    private static void list(LongQueue queue, String what, Asked asked) {
        times(queue, "list of 50, " + what, listed(), asked::of);
    }

    private static int listed() {
        return Math.min(SAMPLES, 100);
    }

    /** Something that is asked of the builds. */
    @FunctionalInterface
    private interface Question {
        void ask(BuildResource builds);
    }

    private static void times(LongQueue queue, String what, int samples, Question question) {
        var builds = queue.bench().get(BuildResource.class);
        var took = new long[samples];
        for (int i = -20; i < samples; i++) {
            queue.bench().clock().advance(LATER);
            var begun = System.nanoTime();
            question.ask(builds);
            if (i >= 0) {
                took[i] = System.nanoTime() - begun;
            }
        }
        Measured.times(what + ", " + queue, took);
    }

    private static void intake(LongQueue queue) {
        var batches = 20;
        var begun = 0L;
        for (int i = -5; i < batches; i++) {
            if (i == 0) {
                begun = System.nanoTime();
            }
            var batch = i;
            var body = IntStream.range(0, 500)
                    .mapToObj(n -> "{\"title\":\"Batch %d build %d\",\"kind\":\"kind-%d\",\"tags\":[\"tag-%d\"]}"
                            .formatted(batch, n, n % 25, n % 50))
                    .collect(Collectors.joining(",", "[", "]"));
            queue.bench().get(BatchResource.class).add(body.getBytes(StandardCharsets.UTF_8), "bench");
        }
        var seconds = (System.nanoTime() - begun) / 1e9;
        Measured.row(
                "intake in batches of 500, on top of " + queue,
                String.format(Locale.ROOT, "%,.0f builds/s", batches * 500 / seconds));
    }
}
