package io.afterhours.scheduler.dispatch;

import io.afterhours.contracts.Category;
import io.afterhours.contracts.Priority;
import io.afterhours.contracts.agent.BuildRequested;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.scheduler.queue.BatchResource;
import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.queue.BuildFilter;
import io.afterhours.scheduler.queue.BuildId;
import io.afterhours.scheduler.queue.BuildStore;
import io.afterhours.scheduler.queue.QueueResource;
import io.afterhours.scheduler.queue.QueueStore;
import io.afterhours.scheduler.queue.Verdicts;
import io.afterhours.testkit.Measured;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What a long queue costs: a pass, a verdict, lists, counts and intake, against a real PostgreSQL. No test of the suite; {@code
 * benchmarks/long-queue} runs it and says what it printed.
 */
class LongQueueBench {
    private static final int SAMPLES = Integer.getInteger("samples", 300);
    private static final int MANY = Integer.getInteger("builds", 1_000_000);

    @Test
    void a_pass_and_a_verdict_however_long_the_queue() {
        measure(10_000, 100, false);
        measure(MANY, 100, true);
        measure(MANY, 1_000, false);
        measure(MANY, 1, false);
    }

    private static void measure(int builds, int lanes, boolean lists) {
        var bench = Workbench.open(3);
        fill(bench, builds, lanes);
        var what = String.format(Locale.ROOT, "%,d builds in %,d lanes", builds, lanes);
        passes(bench, what);
        verdicts(bench, what, builds);
        if (lists) {
            lists(bench, what);
            intake(bench, what);
        }
    }

    /** One build for each lane in the ordinary way, and the rest as copies of them, past the triggers. */
    private static void fill(Workbench bench, int builds, int lanes) {
        for (int i = 0; i < lanes; i++) {
            bench.queue(new BuildRequested(
                    "Sample " + i,
                    "Sample",
                    i % 3 == 0 ? Priority.HIGH : Priority.MEDIUM,
                    Category.OTHER,
                    "kind-" + i % 25,
                    5,
                    Duration.ofHours(1),
                    List.of("tag-" + i % 50),
                    List.of(),
                    List.of(),
                    null,
                    null,
                    i % 5 == 0 ? "/repo/" + i : null,
                    null,
                    null,
                    null,
                    null,
                    null));
            if (i % 25 == 24) {
                bench.jdbi()
                        .useHandle(
                                handle -> handle.execute(
                                        "update build set minutes_p50 = minutes_p50 + number where minutes_p50 < 1000 and lane is not null"));
            }
        }
        bench.jdbi().useHandle(handle -> {
            handle.execute("set session_replication_role = replica");
            handle.execute("""
                    insert into build (title, prompt, priority, category, kind, impact, effort, approval, score, created_at, tags,
                      created_by, minutes_p50, minutes_p90, cost_p50, cost_p90, estimate_source, workspace, lane)
                    select 'Build ' || n || ' ' || md5(n::text), 'Do it', s.priority, s.category, s.kind, s.impact, s.effort,
                      s.approval, (n * 7919::bigint) % 9973, s.created_at, s.tags, 'bench', s.minutes_p50, s.minutes_p90, s.cost_p50,
                      s.cost_p90, 'bench', s.workspace, s.lane
                    from generate_series(1, ?) n join build s on s.number = 1 + n % ?""", builds - lanes, lanes);
            handle.execute("set session_replication_role = default");
            handle.execute(
                    "insert into build_count select state, priority, kind, count(*) from build group by 1, 2, 3");
            handle.execute("delete from build_count_change");
            handle.execute("vacuum analyze build");
            handle.execute("checkpoint");
        });
    }

    private static void passes(Workbench bench, String what) {
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
        Measured.times("planning pass that starts a build, " + what, took);
    }

    private static void verdicts(Workbench bench, String what, int builds) {
        var random = new Random(1);
        var verdicts = bench.get(Verdicts.class);
        var took = new long[SAMPLES];
        for (int i = -50; i < SAMPLES; i++) {
            var id = new BuildId(1 + random.nextInt(builds));
            var begun = System.nanoTime();
            bench.jdbi()
                    .useTransaction(tx -> verdicts.of(
                            tx, bench.get(BuildStore.class).find(tx, id).orElseThrow()));
            if (i >= 0) {
                took[i] = System.nanoTime() - begun;
            }
        }
        Measured.times("why, any of " + what, took);
    }

    private static void lists(Workbench bench, String what) {
        var queue = bench.get(QueueStore.class);
        list(bench, "newest", filter(null, null, null, null));
        list(
                bench,
                "by state",
                new BuildFilter(
                        List.of(BuildState.QUEUED, BuildState.RETRYING), null, null, null, null, null, null, 50));
        list(
                bench,
                "by a rare state",
                new BuildFilter(List.of(BuildState.FINISHED), null, null, null, null, null, null, 50));
        list(bench, "by priority and kind", filter(Priority.HIGH, "kind-3", null, null));
        list(bench, "by tag", filter(null, null, "tag-7", null));
        list(bench, "by a tag nobody uses", filter(null, null, "nothing", null));
        list(bench, "by a common text", filter(null, null, null, "build 77"));
        list(bench, "by a rare text", filter(null, null, null, "c4ca4238a0b9"));
        list(bench, "by a text that is nowhere", filter(null, null, null, "zzzzzz"));
        Measured.times(
                "counts, " + what,
                20,
                SAMPLES,
                () -> bench.jdbi().useTransaction(tx -> {
                    for (var count : QueueStore.Count.values()) {
                        queue.countBy(tx, count);
                    }
                }));
        Measured.times(
                "queue stats with bands, " + what,
                5,
                40,
                () -> bench.get(QueueResource.class).stats());
    }

    private static void list(Workbench bench, String what, BuildFilter filter) {
        Measured.times(
                "list of 50, " + what,
                10,
                Math.min(SAMPLES, 100),
                () -> bench.jdbi()
                        .useTransaction(tx -> bench.get(QueueStore.class).list(tx, filter)));
    }

    private static void intake(Workbench bench, String what) {
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
            bench.get(BatchResource.class).add(body.getBytes(StandardCharsets.UTF_8), "bench");
        }
        var seconds = (System.nanoTime() - begun) / 1e9;
        Measured.row(
                "intake in batches of 500, on top of " + what,
                String.format(Locale.ROOT, "%,.0f builds/s", batches * 500 / seconds));
    }

    private static BuildFilter filter(
            @Nullable Priority priority, @Nullable String kind, @Nullable String tag, @Nullable String text) {
        return new BuildFilter(List.of(), priority, null, tag, kind, text, null, 50);
    }
}
