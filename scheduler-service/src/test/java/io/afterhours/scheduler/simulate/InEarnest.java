package io.afterhours.scheduler.simulate;

import io.afterhours.contracts.agent.BuildRequested;
import io.afterhours.contracts.cost.BudgetChanged;
import io.afterhours.contracts.runner.Failure;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.scheduler.budget.BudgetStore;
import io.afterhours.scheduler.clearance.SafetyKeeper;
import io.afterhours.scheduler.clearance.SafetyStore;
import io.afterhours.scheduler.control.ControlStore;
import io.afterhours.scheduler.dispatch.Attempt;
import io.afterhours.scheduler.dispatch.Workbench;
import io.afterhours.scheduler.planning.Approval;
import io.afterhours.scheduler.planning.Meeting;
import io.afterhours.scheduler.policy.Policy;
import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.queue.BuildId;
import io.afterhours.scheduler.queue.BuildStore;
import io.afterhours.scheduler.queue.Steering;
import io.afterhours.scheduler.retry.Ladder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The real dispatcher over a real database and a clock that the test moves. Its attempts end and its person answers as they do in
 * a simulation of the same builds.
 */
final class InEarnest {
    private final Workbench bench;
    private final Agenda agenda = new Agenda();
    private final List<Start> starts = new ArrayList<>();
    private final Map<BuildId, Integer> questions = new HashMap<>();
    private final Set<Instant> renewals = new HashSet<>();
    private long told;

    /** An attempt that was started. */
    record Start(Instant at, String build, int attempt) {}

    private InEarnest(Workbench bench) {
        this.bench = bench;
    }

    /** A scheduler with a policy that ships with the product, its runner, and an empty queue. */
    static InEarnest with(String policy, int slots, Instant from) {
        var bench = Workbench.watchful(slots);
        bench.jdbi().useHandle(handle -> handle.execute("update control set policy = ?", policy));
        bench.clock().set(from);
        return new InEarnest(bench);
    }

    Build queue(BuildRequested request) {
        return bench.queue(request);
    }

    Policy policy() {
        return bench.jdbi()
                .inTransaction(tx -> bench.get(ControlStore.class).read(tx).policy());
    }

    Ladder ladder() {
        return bench.jdbi().inTransaction(tx -> bench.get(ControlStore.class).ladder(tx));
    }

    /** What a simulation would make of the queue. */
    List<Work> works() {
        var store = bench.get(BuildStore.class);
        return bench.jdbi().inTransaction(tx -> {
            var waiting = store.waiting(tx, 1000);
            return Workload.of(
                    waiting,
                    store.prerequisites(tx, waiting),
                    bench.get(SafetyStore.class).findings(tx, waiting),
                    bench.clock().instant(),
                    "shell");
        });
    }

    /** Runs to the end of the setup's days; returns what was started, in order. */
    List<Start> run(Setup setup, List<Work> works) {
        var scripts = works.stream().collect(Collectors.toMap(Work::id, each -> each));
        var purse = new Purse(setup.limits(), setup.from(), policy().zone());
        var script = new Script(setup.world(), setup.person(), purse, scripts);
        tell(purse, setup.from());
        meet(setup.meetings());
        works.forEach(each -> agenda.note(setup.from(), () -> asked(build(each), script)));
        while (agenda.hasBefore(setup.until())) {
            var now = agenda.next();
            bench.clock().set(now);
            while (agenda.hasBefore(setup.until()) && agenda.next().equals(now)) {
                agenda.turn();
            }
            plan(script);
        }
        return starts;
    }

    /** What becomes of attempts and questions. */
    private record Script(World world, Person person, Purse purse, Map<String, Work> works) {
        Work of(Build build) {
            return Objects.requireNonNull(works.get(build.id().toString()));
        }
    }

    private Build build(Work work) {
        return bench.build(BuildId.parse("id", work.id()));
    }

    private void plan(Script script) {
        var now = bench.clock().instant();
        @Nullable Instant next;
        do {
            var outcome = bench.dispatch();
            outcome.started().forEach(each -> started(each, script));
            next = outcome.nextLook();
        } while (next != null && !next.isAfter(now));
        if (next != null) {
            agenda.note(next, () -> {});
        }
    }

    private void started(Build build, Script script) {
        var now = bench.clock().instant();
        var attempt = bench.live(build.id());
        bench.taken(attempt);
        starts.add(new Start(now, build.id().toString(), attempt.number()));
        var trial = script.world().attempt(script.of(build), attempt.number(), 0, false);
        script.purse().reserve(script.of(build).estimate());
        agenda.note(now.plus(trial.took()), () -> ended(attempt, trial, script));
    }

    private void ended(Attempt attempt, Trial trial, Script script) {
        var failure = trial.failure();
        bench.finished(attempt, failure == null ? null : new Failure(failure, "as scripted", null, null));
        var build = bench.build(attempt.build());
        script.purse()
                .pay(script.of(build).estimate(), trial.nanos(), bench.clock().instant());
        tell(script.purse(), bench.clock().instant());
        if (build.state() == BuildState.ESCALATED) {
            asked(build, script);
        }
    }

    /** Has cost-service say how the budgets stand, and again when a period of theirs is over. */
    private void tell(Purse purse, Instant now) {
        for (var each : purse.at(now)) {
            var changed = new BudgetChanged(
                    each.name(),
                    ++told,
                    each.limitNanos(),
                    each.spentNanos(),
                    each.hard(),
                    "ok",
                    now,
                    each.renews(),
                    now,
                    null,
                    null,
                    null,
                    List.of(),
                    List.of());
            bench.jdbi().useTransaction(tx -> bench.get(BudgetStore.class).keep(tx, changed));
            if (renewals.add(each.renews())) {
                agenda.note(each.renews(), () -> tell(purse, each.renews()));
            }
        }
    }

    /** The person reads it when they have time, and decides as the simulation has them decide. */
    private void asked(Build build, Script script) {
        var steering = bench.get(Steering.class);
        var id = build.id();
        if (build.state() == BuildState.ESCALATED) {
            ask(
                    build,
                    script,
                    (tx, work, turn) -> steering.decide(tx, id, script.person().decides(work, turn), "alice", "shell"));
            return;
        }
        if (build.approval() == Approval.NEEDED) {
            ask(build, script, (tx, work, turn) -> {
                if (script.person().approves(work, turn)) {
                    steering.approve(tx, id, "alice", null);
                } else {
                    steering.reject(tx, id, "alice", null);
                }
            });
        }
        if (!script.of(build).concerns().isEmpty()) {
            ask(build, script, (tx, work, turn) -> {
                if (script.person().allows(work, turn)) {
                    bench.get(SafetyKeeper.class).answered(tx, id, "fine", "alice", null);
                } else {
                    steering.cancel(tx, id, "alice", null);
                }
            });
        }
    }

    private interface Answer {
        void give(Handle tx, Work work, int turn);
    }

    private void ask(Build build, Script script, Answer answer) {
        var work = script.of(build);
        var turn = questions.merge(build.id(), 1, Integer::sum);
        script.person()
                .answers(work, turn, bench.clock().instant())
                .ifPresent(at -> agenda.note(at, () -> bench.jdbi().useTransaction(tx -> answer.give(tx, work, turn))));
    }

    private void meet(List<Meeting> meetings) {
        bench.jdbi().useTransaction(tx -> {
            tx.execute("insert into calendar (name, tried_at) values ('work', now())");
            for (var each : meetings) {
                tx.execute(
                        "insert into meeting (calendar, begins, ends) values ('work', ?, ?)",
                        each.begins(),
                        each.ends());
            }
        });
    }
}
