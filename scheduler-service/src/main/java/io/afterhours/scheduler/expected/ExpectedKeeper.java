package io.afterhours.scheduler.expected;

import io.afterhours.contracts.Subject;
import io.afterhours.contracts.scheduler.QueueExpected;
import io.afterhours.foundation.outbox.Outbox;
import io.afterhours.scheduler.dispatch.FactsReader;
import io.afterhours.scheduler.planning.Candidate;
import io.afterhours.scheduler.planning.PlanningRules;
import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.queue.BuildStore;
import io.afterhours.scheduler.queue.Countdowns;
import io.afterhours.scheduler.queue.QueueStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Looks at the queue and says what it should cost and when, where that is not what was said last. */
@ApplicationScoped
class ExpectedKeeper {
    /** So many of the head of the queue, and of those that may start; further back nobody could say when. */
    static final int LOOKED_AT = 200;

    private static final Subject EXPECTED = new Subject.OfQueue("expected");

    private final Jdbi jdbi;
    private final BuildStore builds;
    private final QueueStore queue;
    private final FactsReader facts;
    private final Countdowns countdowns;
    private final ExpectedStore store;
    private final Outbox outbox;
    private final InstantSource clock;

    ExpectedKeeper(
            Jdbi jdbi,
            BuildStore builds,
            QueueStore queue,
            FactsReader facts,
            Countdowns countdowns,
            ExpectedStore store,
            Outbox outbox,
            InstantSource clock) {
        this.jdbi = jdbi;
        this.builds = builds;
        this.queue = queue;
        this.facts = facts;
        this.countdowns = countdowns;
        this.store = store;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Whether there was something else to say than last time. */
    boolean lookOnce() {
        return jdbi.inTransaction(tx -> {
            var now = clock.instant();
            var last = store.lock(tx).orElseGet(() -> new QueueExpected(List.of(), 0, 0, 0, now));
            var expected = expected(tx, now);
            if (!ExpectedRules.differ(last, expected)) {
                return false;
            }
            store.put(tx, expected);
            outbox.add(tx, EXPECTED, expected);
            return true;
        });
    }

    private QueueExpected expected(Handle tx, Instant now) {
        var waiting = builds.startingBefore(tx, now.plus(PlanningRules.HORIZON), LOOKED_AT);
        var due = new ArrayList<>(running(tx, now));
        due.addAll(waiting(tx, waiting, now));
        var further = waiting.size() < LOOKED_AT ? 0 : Math.max(0, queue.waiting(tx) - waiting.size());
        return ExpectedRules.expect(due, further, now);
    }

    /** What a batch runs is said of each of its builds, and counts once. */
    private List<Due> running(Handle tx, Instant now) {
        var live = builds.live(tx);
        var left = countdowns.of(tx, live, now);
        var known = store.known(tx);
        var batches = new HashSet<Long>();
        return live.stream()
                .filter(each -> {
                    var of = known.get(each.id().number());
                    return of == null || of.batch() == null || batches.add(of.batch());
                })
                .map(each -> {
                    var remaining = left.get(each.id());
                    var of = known.get(each.id().number());
                    return Due.of(each.estimate(), remaining == null ? now : now.plus(remaining.p50()))
                            .less(of == null ? 0 : of.nanos());
                })
                .toList();
    }

    private List<Due> waiting(Handle tx, List<Build> waiting, Instant now) {
        if (waiting.isEmpty()) {
            return List.of();
        }
        var ahead = facts.ahead(tx, waiting);
        var starts = PlanningRules.startTimes(ahead, now);
        var starting = ahead.candidates().stream().map(Candidate::id).collect(Collectors.toSet());
        return waiting.stream()
                .filter(each -> starting.contains(each.id().toString()))
                .map(each -> Due.of(each.estimate(), end(starts.get(each.id().toString()), each)))
                .toList();
    }

    private static @Nullable Instant end(@Nullable Instant start, Build build) {
        return start == null
                ? null
                : start.plus(Duration.ofMinutes(build.estimate().minutesP50()));
    }
}
