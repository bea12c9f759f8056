package io.afterhours.scheduler.planning;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a look at the queue decided: who starts now, in order, and why each of the others does not.
 *
 * @param exempt what is said of those that start over a budget, by their ids
 * @param nextLook when time alone could change the plan; absent when only an event can
 */
public record Plan(
        List<Candidate> starts,
        Map<String, Verdict.Exempt> exempt,
        List<Hold> holds,
        @Nullable Instant nextLook) {
    public Plan {
        starts = List.copyOf(starts);
        exempt = Map.copyOf(exempt);
        holds = List.copyOf(holds);
    }

    /** The verdict on one of the candidates; empty for a build that was not among them. */
    public Optional<Verdict> verdictOn(String id) {
        if (starts.stream().anyMatch(each -> each.id().equals(id))) {
            var over = exempt.get(id);
            return Optional.of(over == null ? new Verdict.Start() : over);
        }
        return holds.stream()
                .filter(each -> each.candidate().id().equals(id))
                .map(Hold::verdict)
                .findFirst();
    }

    /** A candidate that does not start, and why. */
    public record Hold(Candidate candidate, Verdict verdict) {}
}
