package io.afterhours.scheduler.dispatch;

import io.afterhours.scheduler.dispatch.FactsReader.Head;
import io.afterhours.scheduler.planning.Candidate;
import io.afterhours.scheduler.planning.LiveAttempt;
import io.afterhours.scheduler.planning.PlanningFacts;
import io.afterhours.scheduler.planning.PlanningRules;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** Says what the next pass starts, before it does. */
@ApplicationScoped
public class NextPass {
    private final FactsReader facts;
    private final Lanes lanes;

    NextPass(FactsReader facts, Lanes lanes) {
        this.facts = facts;
        this.lanes = lanes;
    }

    /**
     * A pass that is about to be.
     *
     * @param starts the ids of the builds that it starts
     * @param after how things stand then
     */
    public record Pass(Set<String> starts, PlanningFacts after) {
        /** How things stand then for those of the candidates that it does not start. */
        public PlanningFacts behind(List<Candidate> candidates) {
            return after.with(
                    after.live(),
                    candidates.stream()
                            .filter(each -> !starts.contains(each.id()))
                            .toList());
        }
    }

    /** What one look at the heads of the open lanes starts; empty where something holds one of them, because a pass looks again then. */
    public Optional<Pass> look(Handle tx, FactsReader.About about, Instant now) {
        var standing = about.facts();
        var open = PlanningRules.openLanes(standing, lanes.all(tx, about.lanes()), now);
        var candidates = facts.heads(tx, open.lanes(), open.slots()).stream()
                .map(Head::candidate)
                .toList();
        var plan = PlanningRules.decide(standing.with(standing.live(), candidates), now);
        if (plan.starts().size() < candidates.size()) {
            return Optional.empty();
        }
        var live = Stream.concat(standing.live().stream(), candidates.stream().map(each -> LiveAttempt.of(each, now)));
        return Optional.of(new Pass(
                candidates.stream().map(Candidate::id).collect(Collectors.toSet()),
                standing.with(live.toList(), standing.candidates())));
    }
}
