package io.afterhours.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.scheduler.queue.Build;
import java.util.ArrayList;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two schedulers at once on one database, far more builds than slots. */
class ClaimRaceTest {
    private static final int BUILDS = 2_000;
    private static final int SLOTS = 50;
    private static final int FINISHED_AT_A_TIME = 30;

    private final Workbench one = Workbench.open(SLOTS);
    private final Workbench other = one.replica();
    private final ConcurrentLinkedQueue<Build> running = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unfinished = new AtomicInteger(BUILDS);
    private final AtomicLong mostAtOnce = new AtomicLong();

    @Test
    @Timeout(300)
    void every_build_is_dispatched_once_and_never_more_than_there_are_slots() throws Exception {
        one.jdbi().useHandle(handle -> handle.execute("""
                insert into build (title, prompt, priority, category, kind, impact, effort, approval, score, created_at,
                  created_by, minutes_p50, minutes_p90, cost_p50, cost_p90, estimate_source)
                select 'Build ' || n, 'Build ' || n, 'medium', 'other', 'other', 1 + n % 10, interval '1 hour', 'not-needed',
                  n % 97, now(), 'test', 1, 2, 0, 0, 'test'
                from generate_series(1, ?) n""", BUILDS));

        run(one, other);

        assertThat(one.count("select count(*) from build where state = 'finished' and attempts = 1"))
                .as("builds finished in their only attempt")
                .isEqualTo(BUILDS);
        assertThat(one.count("select count(*) from attempt")).isEqualTo(BUILDS);
        assertThat(
                        one.count(
                                "select count(distinct payload::json ->> 'build') from outbox where subject = 'dispatch.default'"))
                .isEqualTo(BUILDS);
        assertThat(one.count("select count(*) from outbox where subject = 'dispatch.default'"))
                .isEqualTo(BUILDS);
        assertThat(mostAtOnce).as("live attempts at once").hasValueBetween(1, SLOTS);
    }

    private void run(Workbench... schedulers) throws InterruptedException, ExecutionException {
        try (var threads =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            var all = new ArrayList<Future<?>>();
            for (var scheduler : schedulers) {
                all.add(threads.submit(() -> work(scheduler)));
            }
            for (var each : all) {
                each.get();
            }
        }
    }

    /** Plans, watches, and ends some of what runs, whoever started it, until nothing is left. */
    private void work(Workbench scheduler) {
        while (unfinished.get() > 0) {
            running.addAll(scheduler.dispatch().started());
            var live = scheduler.count("select count(*) from attempt where ended_at is null");
            mostAtOnce.accumulateAndGet(live, Math::max);
            for (int i = 0; i < FINISHED_AT_A_TIME; i++) {
                var build = running.poll();
                if (build == null) {
                    break;
                }
                scheduler.finished(scheduler.live(build.id()), null);
                unfinished.decrementAndGet();
            }
        }
    }
}
