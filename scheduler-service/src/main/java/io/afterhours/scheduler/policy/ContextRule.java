package io.afterhours.scheduler.policy;

import io.afterhours.contracts.InvalidEvent;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a policy says of one context: when the calendar puts the person there, which builds go first then, and how much risk is
 * taken. Urgent builds pass: whoever calls a build urgent has said where it stands.
 *
 * @param hours when the person is there by the calendar; empty for a context that is only set by hand or seen
 * @param first the sorts of builds that suit; empty when all do
 * @param only whether builds that do not suit wait for another context, instead of taking the slots that are left
 * @param risk the largest risk that starts
 */
public record ContextRule(Context context, List<Hours> hours, List<Pick> first, boolean only, Risk risk) {
    public ContextRule {
        hours = List.copyOf(hours);
        first = List.copyOf(first);
        if (only && first.isEmpty()) {
            throw new InvalidEvent("only", "false, or a list first of what suits", true);
        }
        if (context == Context.UNKNOWN && !hours.isEmpty()) {
            throw new InvalidEvent("hours", "none, for unknown is when nothing else is known", hours.size() + " rows");
        }
    }

    /** Of a context on which a policy is silent: everything suits. */
    static ContextRule silent(Context context) {
        return new ContextRule(context, List.of(), List.of(), false, Risk.HIGH);
    }

    /** Whether the build is of the sorts that go first. */
    public boolean suits(Applicant build) {
        // By hand, as a pick does it: asked as often.
        for (var each : first) {
            if (each.suits(build)) {
                return true;
            }
        }
        return first.isEmpty();
    }

    /** Why the build may not start in this context; empty when it may. */
    public Optional<Refusal> refusalOf(Applicant build) {
        return switch (build.priority()) {
            case URGENT -> Optional.empty();
            case HIGH, MEDIUM, LOW ->
                build.risk().compareTo(risk) > 0
                        ? Optional.of(Refusal.RISK)
                        : only && !suits(build) ? Optional.of(Refusal.KIND) : Optional.empty();
        };
    }

    /** The words for what suits, in alphabetical order. */
    public Set<String> kinds() {
        var kinds = new TreeSet<String>();
        first.forEach(each -> kinds.addAll(each.kinds()));
        return kinds;
    }

    /** Why a context does not let a build start. */
    public enum Refusal {
        /** It could do more than the policy lets happen while the person is there. */
        RISK,
        /** It is not of the sorts that this context is for. */
        KIND
    }
}
