package io.afterhours.scheduler.simulate;

import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.scheduler.batch.BatchRules;
import io.afterhours.scheduler.batch.SharedPart;
import io.afterhours.scheduler.estimate.Estimate;
import io.afterhours.scheduler.planning.LiveAttempt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The runs of a simulation, each in one slot, of one build or of several that go together: what they come to, what is reserved
 * and paid for them, and what is noted of their attempts.
 */
final class Runs {
    private final World world;
    private final Function<String, SharedPart> shared;
    private final Purse purse;
    private final Agenda agenda;
    private final Judge judge;
    private final Map<String, LiveAttempt> live = new LinkedHashMap<>();
    private final List<Trace.Attempt> attempts = new ArrayList<>();

    /** Told of each build of a run that is over. */
    interface Judge {
        /** The attempt came to this. */
        void ended(Case build, Trial trial);

        /** The run failed in a way that counts against none of its builds; each goes on by itself. */
        void split(Case build, Trial reached, FailureClass failure);
    }

    Runs(World world, Function<String, SharedPart> shared, Purse purse, Agenda agenda, Judge judge) {
        this.world = world;
        this.shared = shared;
        this.purse = purse;
        this.agenda = agenda;
        this.judge = judge;
    }

    List<LiveAttempt> live() {
        return List.copyOf(live.values());
    }

    /** How many slots are taken. */
    int size() {
        return live.size();
    }

    /** All attempts so far, in the order in which they were begun. */
    List<Trace.Attempt> attempts() {
        return attempts;
    }

    /** Those that began before the end, in the order of their starts. */
    List<Trace.Attempt> before(Instant end) {
        return attempts.stream()
                .filter(each -> each.start().isBefore(end))
                .sorted(Comparator.comparing(Trace.Attempt::start))
                .toList();
    }

    /** Runs a build that has begun. */
    void alone(Case build, Instant now, int slots) {
        purse.reserve(build.estimate);
        var trial = world.attempt(build.work, build.attempts, build.tally.failures(), build.smaller);
        live(build, build.estimate, now);
        var end = now.plus(trial.took());
        note(build, trial, now, end, slots, 0, 1);
        agenda.note(end, () -> {
            live.remove(build.work.id());
            purse.pay(build.estimate, trial.nanos(), end);
            judge.ended(build, trial);
        });
    }

    /**
     * Runs builds that have begun, one after another.
     *
     * @param expected of all of them together
     */
    void together(List<Case> going, Estimate expected, Instant now, int slots) {
        var lead = going.getFirst();
        purse.reserve(expected);
        live(lead, expected, now);
        var trials = world.together(going, shared.apply(lead.work.kind()));
        var failed = World.endsRun(trials.getLast()) ? trials.getLast() : null;
        var at = now;
        for (int i = 0; i < trials.size(); i++) {
            var trial = trials.get(i);
            var end = at.plus(trial.took());
            note(going.get(i), failed == null ? trial : trial.with(failed), at, end, slots, i, going.size());
            at = end;
        }
        var over = at;
        agenda.note(over, () -> {
            live.remove(lead.work.id());
            purse.pay(expected, trials.stream().mapToLong(Trial::nanos).sum(), over);
            judge(going, trials, failed);
        });
    }

    /**
     * Members are judged when the run is over, and what went wrong with the run went wrong for all of them.
     *
     * @param failed how the run ended where it ended early
     */
    private void judge(List<Case> going, List<Trial> trials, @Nullable Trial failed) {
        for (int i = 0; i < going.size(); i++) {
            var build = going.get(i);
            var reached = i < trials.size() ? trials.get(i) : Trial.NOT_REACHED;
            if (failed == null) {
                judge.ended(build, reached);
            } else if (BatchRules.splits(Objects.requireNonNull(failed.failure()))) {
                judge.split(build, reached, failed.failure());
            } else {
                judge.ended(build, reached.with(failed));
            }
        }
    }

    private void live(Case build, Estimate expected, Instant now) {
        var work = build.work;
        var end = now.plus(Duration.ofMinutes(expected.minutesP50()));
        live.put(work.id(), new LiveAttempt(work.id(), work.title(), work.workspace(), end));
    }

    private void note(Case build, Trial trial, Instant start, Instant end, int slots, int place, int members) {
        attempts.add(new Trace.Attempt(
                build.work.id(),
                build.attempts,
                start,
                end,
                trial.nanos(),
                slots,
                live.size(),
                place,
                members,
                trial.failure()));
    }
}
