package io.afterhours.scheduler.dispatch;

import io.afterhours.scheduler.planning.Candidate;
import io.afterhours.scheduler.planning.Lane;
import io.afterhours.scheduler.planning.Place;
import io.afterhours.scheduler.planning.PlanningFacts;
import io.afterhours.scheduler.planning.PlanningRules;
import io.afterhours.scheduler.planning.Rivals;
import io.afterhours.scheduler.planning.Verdict;
import io.afterhours.scheduler.queue.BuildId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Says how many builds go before one, and when its turn should come; from index ranges of the lanes that compete with it. */
@ApplicationScoped
public class Places {
    private static final int COUNTED = 1_000;

    /** Of more builds than these nobody could say when they will be over. */
    private static final int LOOKED_AHEAD = 200;

    private final Lanes lanes;
    private final LaneStore store;

    Places(Lanes lanes, LaneStore store) {
        this.lanes = lanes;
        this.store = store;
    }

    /** The place of a build that waits for hours or slots; empty for any other verdict. */
    public Optional<Place> of(Handle tx, PlanningFacts facts, Candidate build, Verdict verdict, Instant now) {
        return PlanningRules.rivals(facts, build, verdict, lanes.all(tx), now)
                .map(rivals -> place(tx, facts, build, rivals, now));
    }

    private Place place(Handle tx, PlanningFacts facts, Candidate build, Rivals rivals, Instant now) {
        var number = BuildId.parse("id", build.id()).number();
        var ahead = store.ahead(tx, number, rivals, COUNTED + 1);
        return ahead > COUNTED
                ? new Place(rivals.slots(), COUNTED, true, null)
                : new Place(rivals.slots(), ahead, false, about(tx, facts, build, rivals, ahead, now));
    }

    private @Nullable Instant about(
            Handle tx, PlanningFacts facts, Candidate build, Rivals rivals, int ahead, Instant now) {
        if (ahead == 0 || ahead > LOOKED_AHEAD) {
            return null;
        }
        var known = Stream.concat(rivals.first().stream(), rivals.beside().stream())
                .collect(Collectors.toMap(Lane::id, Function.identity()));
        var durations = store.lanesAhead(tx, BuildId.parse("id", build.id()).number(), rivals, ahead).stream()
                .map(known::get)
                .filter(Objects::nonNull)
                .map(Lane::expected)
                .toList();
        return PlanningRules.turn(facts, build, durations, rivals.at(), now).orElse(null);
    }
}
