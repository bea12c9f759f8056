package io.afterhours.scheduler.batch;

import io.afterhours.scheduler.estimate.Estimate;
import java.util.List;

/**
 * Builds that could go together as one attempt, the one with the best score first.
 *
 * @param together what to expect of the batch
 */
public record Proposal(String kind, List<Single> members, Estimate together, Saving saving) {
    public Proposal {
        members = List.copyOf(members);
    }

    /** The ids of its members, the best score first. */
    public List<String> ids() {
        return members.stream().map(Single::id).toList();
    }

    static Proposal of(List<Single> members, SharedPart shared) {
        var alone = members.stream().map(Single::estimate).toList();
        var together = shared.together(alone);
        return new Proposal(members.getFirst().similarity().kind(), members, together, Saving.of(alone, together));
    }
}
