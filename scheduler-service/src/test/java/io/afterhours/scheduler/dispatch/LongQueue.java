package io.afterhours.scheduler.dispatch;

import io.afterhours.contracts.Category;
import io.afterhours.contracts.Priority;
import io.afterhours.contracts.agent.BuildRequested;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * A scheduler with many builds in its queue, on a Saturday evening of the policy that a person has who chose none.
 *
 * @param builds how many there are
 * @param lanes in how many lanes they lie
 */
record LongQueue(Workbench bench, int builds, int lanes) {
    /** One minute past ten where the tests are; what is measured takes less than an hour of its time. */
    private static final Instant EVENING = Instant.parse("2026-11-21T21:01:00Z");

    private static final int SLOTS = 3;

    /** One build for each lane in the ordinary way, and the rest as copies of them, past the triggers. */
    static LongQueue of(int builds, int lanes) {
        var bench = Workbench.open(SLOTS);
        bench.clock().set(EVENING);
        bench.jdbi().useHandle(handle -> handle.execute("update control set policy = 'night'"));
        var queue = new LongQueue(bench, builds, lanes);
        queue.open();
        queue.fill();
        return queue;
    }

    private void open() {
        for (int i = 0; i < lanes; i++) {
            bench.queue(sample(i));
            if (i % 25 == 24) {
                // Lanes are told apart by what their builds are expected to take.
                bench.jdbi()
                        .useHandle(
                                handle -> handle.execute(
                                        "update build set minutes_p50 = minutes_p50 + number where minutes_p50 < 1000 and lane is not null"));
            }
        }
    }

    /** One in ten is too large for a night and waits for the weekend's hours. */
    private static BuildRequested sample(int i) {
        return new BuildRequested(
                "Sample " + i,
                "Sample",
                i % 3 == 0 ? Priority.HIGH : Priority.MEDIUM,
                Category.OTHER,
                "kind-" + i % 25,
                5,
                Duration.ofHours(i % 10 == 9 ? 10 : 1),
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
                null);
    }

    private void fill() {
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
            handle.execute("delete from waiting_count");
            handle.execute("insert into waiting_count select lane, 'none', count(*) from build group by lane");
            handle.execute("delete from waiting_count_change");
            // As the scheduler does every few minutes: those that its builds left on the way to their lanes.
            bench.get(LaneStore.class).prune(handle, Integer.MAX_VALUE);
            handle.execute("vacuum analyze build");
            handle.execute("checkpoint");
        });
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%,d builds in %,d lanes", builds, lanes);
    }
}
