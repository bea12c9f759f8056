package io.afterhours.scheduler.simulate;

import io.afterhours.scheduler.batch.BatchRules;
import io.afterhours.scheduler.batch.Limits;
import io.afterhours.scheduler.batch.SharedPart;
import io.afterhours.scheduler.batch.Single;
import io.afterhours.scheduler.retry.Tally;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * The builds of a simulation that wait to go together, under a policy that accepts what is proposed. As in earnest, the head of
 * those that are ready, in no batch and were not tried yet is looked at, and what was accepted stays as it is.
 */
final class Batches {
    /** So much of the head of the queue is looked at, as in earnest. */
    private static final int LOOKED_AT = 300;

    private final Limits limits;
    private final Function<String, SharedPart> shared;
    private final TreeSet<Case> alone = new TreeSet<>(Comparator.comparingLong((Case each) -> -each.work.score())
            .thenComparing(each -> each.work.arrives())
            .thenComparingInt(each -> each.work.number()));
    private boolean changed;

    Batches(Limits limits, Function<String, SharedPart> shared) {
        this.limits = limits;
        this.shared = shared;
    }

    /** Notes a build that is ready; what was tried or goes with others already is left as it is. */
    void add(Case build) {
        if (build.attempts == 0
                && build.work.tally().equals(Tally.NOTHING)
                && build.companions.isEmpty()
                && limits.kinds().contains(build.work.kind())) {
            changed |= alone.add(build);
        }
    }

    void remove(Case build) {
        changed |= alone.remove(build);
    }

    /**
     * Makes the batches that could be made; their builds carry the estimate of the batch from then on.
     *
     * @param moved told of each build that has another estimate
     */
    void accept(Consumer<Case> moved) {
        if (!changed) {
            return;
        }
        changed = false;
        var head = alone.stream().limit(LOOKED_AT).toList();
        var byId = head.stream().collect(Collectors.toMap(each -> each.work.id(), each -> each));
        for (var proposal :
                BatchRules.propose(head.stream().map(Batches::single).toList(), limits, shared)) {
            var members = proposal.ids().stream()
                    .map(byId::get)
                    .filter(Objects::nonNull)
                    .toList();
            for (var each : members) {
                alone.remove(each);
                each.companions = members;
                each.estimate = proposal.together();
                moved.accept(each);
            }
        }
    }

    /**
     * Who starts with a build, itself first. Those of its batch that may not start stay behind by themselves, and one that is
     * left is no batch.
     */
    List<Case> going(Case lead, Predicate<Case> mayStart, Consumer<Case> moved) {
        var members = lead.companions;
        var going = new ArrayList<>(List.of(lead));
        members.stream().filter(each -> each != lead && mayStart.test(each)).forEach(going::add);
        for (var each : members) {
            each.companions = List.of();
            if (!going.contains(each) || going.size() == 1) {
                each.estimate = each.work.estimate();
                moved.accept(each);
            }
        }
        return going;
    }

    private static Single single(Case build) {
        var work = build.work;
        return new Single(
                work.id(),
                work.title(),
                new Single.Similarity(
                        work.kind(),
                        work.asked().agent(),
                        work.asked().model(),
                        work.workspace(),
                        work.asked().pool()),
                work.asked().promptLength(),
                work.cap() != null,
                work.estimate());
    }
}
