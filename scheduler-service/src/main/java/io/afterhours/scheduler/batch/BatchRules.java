package io.afterhours.scheduler.batch;

import io.afterhours.contracts.runner.FailureClass;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.Function;

/** Which builds go together, and what a failure in a batch means for its members. */
public final class BatchRules {
    private BatchRules() {}

    /**
     * The batches that could be made, each build in one at most.
     *
     * @param ready builds that could start, the best score first
     * @param shared what is shared among builds of a kind
     */
    public static List<Proposal> propose(List<Single> ready, Limits limits, Function<String, SharedPart> shared) {
        var alike = new LinkedHashMap<Alike, List<Single>>();
        for (var build : ready) {
            if (limits.allow(build)) {
                alike.computeIfAbsent(new Alike(build.similarity(), build.capped()), key -> new ArrayList<>())
                        .add(build);
            }
        }
        return alike.entrySet().stream()
                .flatMap(each ->
                        filled(
                                each.getValue(),
                                limits,
                                shared.apply(each.getKey().similarity().kind()))
                                .stream())
                .toList();
    }

    /**
     * Whether a member that failed so goes back to the queue by itself with nothing counted against it. What went wrong with the
     * agent's run went wrong for all members at once, and may lie in the batch; a member that did not pass its own acceptance
     * command failed like any other build. A limit, a lost runner and a stop never count, and are left to the retry ladder.
     */
    public static boolean splits(FailureClass failure) {
        return switch (failure) {
            case AGENT_GAVE_UP, TIMED_OUT, CRASHED, AUTH, CONFIG, OUT_OF_BUDGET, NETWORK -> true;
            case VERIFICATION_FAILED, RATE_LIMITED, LOST, CANCELLED -> false;
        };
    }

    /**
     * Divides what a batch cost among its members, in the ratio of what they were expected to cost alone; of all members that
     * were in it, the finished and the others. The parts sum up to the whole.
     *
     * @param alone what each was expected to cost alone
     */
    public static List<Long> divide(long nanos, List<Long> alone) {
        var parts = new ArrayList<Long>();
        var sum = alone.stream().mapToDouble(Long::doubleValue).sum();
        var before = 0.0;
        var given = 0L;
        for (int i = 0; i < alone.size(); i++) {
            before += sum == 0 ? 1.0 / alone.size() : alone.get(i) / sum;
            var upTo = i == alone.size() - 1 ? nanos : Math.round(nanos * before);
            parts.add(upTo - given);
            given = upTo;
        }
        return parts;
    }

    /** Fills one batch after the other; a build with which the batch would become too large begins the next. */
    private static List<Proposal> filled(List<Single> alike, Limits limits, SharedPart shared) {
        var proposals = new ArrayList<Proposal>();
        var members = new ArrayList<Single>();
        for (var build : alike) {
            members.add(build);
            if (!fits(members, limits, shared)) {
                members.removeLast();
                close(members, shared, proposals);
                members = new ArrayList<>(List.of(build));
            }
        }
        close(members, shared, proposals);
        return proposals;
    }

    private static void close(List<Single> members, SharedPart shared, List<Proposal> proposals) {
        if (members.size() > 1) {
            var proposal = Proposal.of(members, shared);
            if (proposal.saving().minutes() > 0) {
                proposals.add(proposal);
            }
        }
    }

    private static boolean fits(List<Single> members, Limits limits, SharedPart shared) {
        return members.size() <= limits.most()
                && members.stream().mapToInt(Single::promptLength).sum() <= Limits.PROMPT
                && Proposal.of(members, shared).together().minutesP90()
                        <= limits.longest().toMinutes();
    }

    /** A build whose cost is capped goes with others whose cost is: a cap of the whole then caps each. */
    private record Alike(Single.Similarity similarity, boolean capped) {}
}
