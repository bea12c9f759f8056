package io.afterhours.scheduler.simulate;

import io.afterhours.contracts.runner.Failure;
import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.scheduler.life.Life;
import io.afterhours.scheduler.planning.Approval;
import io.afterhours.scheduler.planning.Candidate;
import io.afterhours.scheduler.planning.Lane;
import io.afterhours.scheduler.planning.OpenLanes;
import io.afterhours.scheduler.planning.Plan;
import io.afterhours.scheduler.planning.PlanningFacts;
import io.afterhours.scheduler.planning.PlanningRules;
import io.afterhours.scheduler.planning.Prerequisite;
import io.afterhours.scheduler.planning.VerdictCode;
import io.afterhours.scheduler.policy.Band;
import io.afterhours.scheduler.policy.Batching;
import io.afterhours.scheduler.policy.Policy;
import io.afterhours.scheduler.policy.Stretch;
import io.afterhours.scheduler.retry.Ladder;
import io.afterhours.scheduler.retry.RetryDecision;
import io.afterhours.scheduler.retry.RetryOption;
import io.afterhours.scheduler.retry.RetryRules;
import io.afterhours.scheduler.retry.Scope;
import io.afterhours.scheduler.retry.Tally;
import io.afterhours.scheduler.simulate.Trace.Question.Sort;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One policy over virtual time. From event to event; at each, the planner is asked as the dispatcher asks it. */
final class Simulation {
    /** So many builds beyond the free slots are shown to the planner at a time, for some of the first may be held. */
    private static final int BEHIND = 5;

    private final Witness witness;
    private final IntConsumer day;
    private final Setup setup;
    private final Policy policy;
    private final Ladder ladder;
    private final Person person;
    private final Purse purse;
    private final Meetings meetings;
    private final List<Case> cases;
    private final Map<Integer, List<Case>> dependents = new HashMap<>();
    private final Ready ready = new Ready(this::letIn);
    private final Batches batches;
    private final Agenda agenda = new Agenda();
    private final Runs runs;
    private final Questions questions;
    private Instant now;
    private @Nullable Stretch hour;
    private @Nullable Instant look;

    private Simulation(Setup setup, Policy policy, List<Work> works, Witness witness, IntConsumer day) {
        this.witness = witness;
        this.day = day;
        this.setup = setup;
        // A name of its own: what is kept of the timetables of the policy in force stays as it is.
        this.policy = new Policy(
                "simulated",
                policy.zone(),
                policy.bands(),
                policy.quiet(),
                policy.contexts(),
                policy.retryWaits(),
                policy.batching());
        this.ladder = setup.ladder().withWaits(policy.retryWaits());
        this.person = setup.person();
        this.questions = new Questions(person, agenda);
        this.purse = new Purse(setup.limits(), setup.from(), policy.zone());
        this.meetings = new Meetings(setup.meetings());
        this.batches = new Batches(setup.batches(), setup.model()::sharedOf);
        this.runs = new Runs(setup.world(), setup.model()::sharedOf, purse, agenda, new Outcome());
        this.cases = works.stream().map(Case::new).toList();
        this.now = setup.from();
    }

    /**
     * Runs it.
     *
     * @param works each at the place that its number says
     */
    static Trace run(Setup setup, Policy policy, List<Work> works) {
        return run(setup, policy, works, day -> {});
    }

    /**
     * Runs it.
     *
     * @param day hears how many days are over
     * @throws CancellationException when its thread is interrupted
     */
    static Trace run(Setup setup, Policy policy, List<Work> works, IntConsumer day) {
        return new Simulation(setup, policy, works, (all, at) -> starts -> {}, day).run();
    }

    /** Sees every pass of the planner. */
    interface Witness {
        /**
         * Called before a pass.
         *
         * @param all the facts, with every build that is ready, best score first
         * @return what is called after it, with what it started, in order
         */
        Consumer<List<String>> sees(Supplier<PlanningFacts> all, Instant now);
    }

    static Trace run(Setup setup, Policy policy, List<Work> works, Witness witness) {
        return new Simulation(setup, policy, works, witness, day -> {}).run();
    }

    private Trace run() {
        for (var build : cases) {
            build.work
                    .after()
                    .forEach(edge -> dependents
                            .computeIfAbsent(edge.number(), key -> new ArrayList<>())
                            .add(build));
            agenda.note(later(build.work.arrives(), now), () -> arrive(build));
        }
        IntStream.rangeClosed(1, setup.days())
                .forEach(each -> agenda.note(setup.from().plus(Duration.ofDays(each)), () -> dayOver(each)));
        var end = setup.until();
        while (agenda.hasBefore(end)) {
            now = agenda.next();
            while (agenda.hasBefore(end) && agenda.next().equals(now)) {
                agenda.turn();
            }
            plan();
        }
        now = end;
        return new Trace(runs.before(end), fates(), questions.asked(), purse.periods());
    }

    private void dayOver(int count) {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancellationException("the service ends");
        }
        day.accept(count);
    }

    private void arrive(Case build) {
        build.arrived = true;
        if (build.approval == Approval.NEEDED) {
            ask(
                    build,
                    Sort.APPROVAL,
                    turn -> person.approves(build.work, turn),
                    () -> build.approval = Approval.GRANTED,
                    () -> build.life.as(Life.Waiting.class).ifPresent(waiting -> move(build, waiting.reject())));
        }
        if (!build.cleared) {
            ask(
                    build,
                    Sort.BLOCKER,
                    turn -> person.clears(build.work, turn),
                    () -> build.cleared = true,
                    () -> cancel(build));
        }
        if (!build.allowed) {
            ask(
                    build,
                    Sort.SAFETY,
                    turn -> person.allows(build.work, turn),
                    () -> build.allowed = true,
                    () -> cancel(build));
        }
        consider(build);
    }

    /** Asks whether it may go on. */
    private void ask(Case build, Sort sort, IntPredicate mayGoOn, Runnable granted, Runnable refused) {
        questions.ask(build, sort, now, turn -> {
            if (mayGoOn.test(turn)) {
                granted.run();
                consider(build);
            } else {
                refused.run();
            }
            return Duration.ZERO;
        });
    }

    private void cancel(Case build) {
        build.life.as(Life.Cancellable.class).ifPresent(each -> move(build, each.cancel()));
    }

    /** Notes a build that may start, or when to look at it again. */
    private void consider(Case build) {
        if (build.isReady(dependsOn(build), now)) {
            ready.add(build);
            batches.add(build);
            return;
        }
        for (var due : new @Nullable Instant[] {build.work.earliestStart(), build.retryAt}) {
            if (due != null && due.isAfter(now) && build.arrived && build.life instanceof Life.Waiting) {
                agenda.note(due, () -> consider(build));
            }
        }
    }

    /** As the dispatcher does: the first that may start, and again those behind them while slots are left. */
    private void plan() {
        var stretch = hour();
        var band = stretch.band();
        var slots = band == null ? 0 : Math.min(band.slots(), setup.runnerSlots());
        var free = slots - runs.size();
        var seen = witness.sees(() -> facts(candidates(ready.all())), now);
        var before = runs.attempts().size();
        var looks = ready.looks(free);
        while (runs.size() < slots) {
            var heads = looks.next(free + BEHIND);
            if (heads.isEmpty()) {
                break;
            }
            var plan = PlanningRules.decide(facts(candidates(heads)), now);
            // Noted first: a build that starts leaves its place.
            ready.note(plan.holds(), looks);
            start(plan.starts().stream().map(each -> ready.get(each.id())).toList(), slots);
        }
        seen.accept(runs.attempts().subList(before, runs.attempts().size()).stream()
                .map(Trace.Attempt::build)
                .toList());
        if (policy.batching() == Batching.AUTOMATIC) {
            batches.accept(ready::move);
        }
        if (!ready.isEmpty()) {
            lookAt(stretch.until());
            purse.at(now).forEach(each -> lookAt(each.renews()));
            lookAt(meetings.nextEnd(now));
        }
    }

    /** Which lanes the hour lets start, whatever runs and was spent. */
    private OpenLanes letIn(Collection<Lane> lanes) {
        return PlanningRules.openLanes(PlanningFacts.running(policy, Band.MOST_SLOTS), lanes, now);
    }

    /** At the change of the hour, every build is looked at anew. */
    private Stretch hour() {
        var known = hour;
        var until = known == null ? null : known.until();
        if (known == null || (until != null && !until.isAfter(now))) {
            known = policy.outlook(now).now();
            hour = known;
            ready.turnTheHour();
        }
        return known;
    }

    private void lookAt(@Nullable Instant at) {
        if (at != null && at.isAfter(now) && (look == null || !look.isAfter(now) || at.isBefore(look))) {
            look = at;
            agenda.note(at, () -> {});
        }
    }

    private PlanningFacts facts(List<Candidate> candidates) {
        return PlanningFacts.running(policy, setup.runnerSlots())
                .within(meetings.at(now), purse.at(now))
                .with(runs.live(), candidates);
    }

    private List<Candidate> candidates(List<Case> builds) {
        return builds.stream().map(each -> each.asCandidate(dependsOn(each))).toList();
    }

    /** Starts those that were chosen, each with those it goes together with: they take one slot. */
    private void start(List<Case> chosen, int slots) {
        for (var build : chosen) {
            if (build.life instanceof Life.Waiting) {
                var going = batches.going(build, each -> chosen.contains(each) || ready.isLetIn(each), this::alone);
                if (going.size() > 1) {
                    var expected = build.estimate;
                    for (var each : going) {
                        begin(each);
                        each.estimate = each.work.estimate();
                    }
                    runs.together(going, expected, now, slots);
                } else {
                    begin(build);
                    runs.alone(build, now, slots);
                }
            }
        }
    }

    /** Its own estimate counts again. */
    private void alone(Case build) {
        ready.move(build);
        batches.add(build);
    }

    private void begin(Case build) {
        ready.remove(build);
        batches.remove(build);
        build.life = build.life.as(Life.Waiting.class).orElseThrow().dispatch().start();
        build.attempts++;
        build.firstStart = Objects.requireNonNullElse(build.firstStart, now);
    }

    private final class Outcome implements Runs.Judge {
        @Override
        public void ended(Case build, Trial trial) {
            conclude(build, trial);
        }

        @Override
        public void split(Case build, Trial reached, FailureClass failure) {
            build.spent += reached.nanos();
            var decision = RetryRules.afterSplit(build.tally, failure, ladder, now);
            again(build, build.life.as(Life.Live.class).orElseThrow().retry(), decision.at());
        }
    }

    private void conclude(Case build, Trial trial) {
        build.spent += trial.nanos();
        var running = build.life.as(Life.Live.class).orElseThrow();
        var failed = trial.failure();
        if (failed == null) {
            move(build, running.verify().finish());
            return;
        }
        var limit = trial.limit();
        var failure = new Failure(failed, "simulated", null, limit == null ? null : now.plus(limit));
        var decision = RetryRules.afterFailure(build.tally, build.evidence, failure, ladder, now);
        build.tally = decision.tally();
        switch (decision) {
            case RetryDecision.Retry retry -> {
                build.smaller = retry.rung().scope() == Scope.SMALLER;
                again(build, running.retry(), retry.at());
            }
            case RetryDecision.RequeueUncounted requeue -> again(build, running.retry(), requeue.at());
            case RetryDecision.Escalate escalate -> {
                build.life = running.escalate();
                questions.ask(build, Sort.FAILURE, now, turn -> decide(build, escalate, turn));
            }
        }
    }

    private Duration decide(Case build, RetryDecision.Escalate asked, int turn) {
        var escalated = build.life.as(Life.Escalated.class).orElseThrow();
        var wanted = person.decides(build.work, turn);
        var option = asked.options().contains(wanted.word()) ? wanted : RetryOption.RETRY;
        switch (option) {
            case RETRY, SMALLER, OTHER_AGENT -> {
                build.tally = Tally.NOTHING;
                build.smaller = option == RetryOption.SMALLER;
                again(build, escalated.requeue(), now);
            }
            case TAKE_OVER -> move(build, escalated.takeOver());
            case DROP -> move(build, escalated.giveUp());
        }
        return option == RetryOption.TAKE_OVER ? build.work.effort() : Duration.ZERO;
    }

    private void again(Case build, Life life, Instant at) {
        build.life = life;
        build.retryAt = at;
        consider(build);
    }

    private void move(Case build, Life life) {
        build.life = life;
        if (life.state().isFinal()) {
            build.ended = now;
            ready.remove(build);
            batches.remove(build);
            dependents.getOrDefault(build.work.number(), List.of()).forEach(this::consider);
        }
    }

    private List<Prerequisite> dependsOn(Case build) {
        return build.work.after().stream()
                .map(edge -> {
                    var other = cases.get(edge.number());
                    return new Prerequisite(other.work.id(), other.work.title(), other.life.state(), edge.onFailure());
                })
                .toList();
    }

    private List<Trace.Fate> fates() {
        var waiting = cases.stream()
                .filter(each -> each.arrived && each.life instanceof Life.Waiting)
                .toList();
        var holds = new HashMap<String, VerdictCode>();
        var plan = PlanningRules.decide(facts(candidates(waiting)), now);
        plan.starts().forEach(each -> holds.put(each.id(), VerdictCode.START));
        for (Plan.Hold hold : plan.holds()) {
            holds.put(hold.candidate().id(), hold.verdict().code());
        }
        return cases.stream().map(each -> each.fate(holds.get(each.work.id()))).toList();
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
