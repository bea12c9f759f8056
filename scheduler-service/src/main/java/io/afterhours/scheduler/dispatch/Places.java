package io.afterhours.scheduler.dispatch;

import io.afterhours.scheduler.planning.Candidate;
import io.afterhours.scheduler.planning.Contests;
import io.afterhours.scheduler.planning.Place;
import io.afterhours.scheduler.planning.PlanningFacts;
import io.afterhours.scheduler.planning.PlanningRules;
import io.afterhours.scheduler.planning.Rivals;
import io.afterhours.scheduler.planning.Verdict;
import io.afterhours.scheduler.policy.Applicant;
import io.afterhours.scheduler.queue.BuildId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Says how many builds go before one, and when its turn should come; from index ranges of the lanes that compete with it. Builds are
 * counted one by one, their time once where they go together.
 */
@ApplicationScoped
public class Places {
    private static final int COUNTED = 1_000;

    /** Of more builds than these nobody could say when they will be over. */
    private static final int LOOKED_AHEAD = 200;

    /** Where many builds are listed, each is counted for up to here. */
    private static final int LISTED = 100;

    /** Builds of a list wait for few different hours; of more than these nobody reads the place of the rest. */
    private static final int MOST_CONTESTS = 12;

    private final Lanes lanes;
    private final LaneOrder order;

    Places(Lanes lanes, LaneOrder order) {
        this.lanes = lanes;
        this.order = order;
    }

    /** The place of a build that waits for hours or slots; empty for any other verdict. */
    public Optional<Place> of(Handle tx, FactsReader.About about, Candidate build, Verdict verdict, Instant now) {
        return new Contests(about.facts(), lanes.all(tx, about.lanes()), now)
                .of(build, verdict)
                .map(rivals -> place(tx, about, build, rivals, now));
    }

    private Place place(Handle tx, FactsReader.About about, Candidate build, Rivals rivals, Instant now) {
        var number = number(build);
        var ahead = order.ahead(tx, number, rivals, COUNTED + 1);
        if (ahead > COUNTED) {
            return new Place(rivals.slots(), COUNTED, true, null);
        }
        if (ahead == 0 || ahead > LOOKED_AHEAD) {
            return new Place(rivals.slots(), ahead, false, null);
        }
        var line = new Line(rivals, order.lyingAhead(tx, number, rivals, ahead), about.together());
        var turn = line.turnOf(number);
        var turns = PlanningRules.turns(about.facts(), build, line.durations().subList(0, turn), rivals.at(), now);
        return new Place(rivals.slots(), ahead, false, nth(turns, turn));
    }

    /**
     * The places of those of the candidates that wait for hours or slots, by their ids: with one question to the tables, however many
     * they are. How many go before is counted up to {@value #LISTED}.
     *
     * @param verdicts on each candidate, by its id
     */
    public Map<String, Place> of(Handle tx, FactsReader.About about, Map<String, Verdict> verdicts, Instant now) {
        var facts = about.facts();
        var contests = new Contests(facts, lanes.all(tx, about.lanes()), now);
        var byRivals = new IdentityHashMap<Rivals, List<Candidate>>();
        var inOrder = new ArrayList<Rivals>();
        for (var candidate : facts.candidates()) {
            contests.of(candidate, Objects.requireNonNull(verdicts.get(candidate.id())))
                    .ifPresent(rivals -> byRivals.computeIfAbsent(rivals, each -> {
                                inOrder.add(each);
                                return new ArrayList<>();
                            })
                            .add(candidate));
        }
        var looked = inOrder.subList(0, Math.min(MOST_CONTESTS, inOrder.size()));
        if (looked.isEmpty()) {
            return Map.of();
        }
        var lying =
                order.inOrder(tx, looked, LISTED + 1).stream().collect(Collectors.groupingBy(LaneOrder.Lying::contest));
        var places = new HashMap<String, Place>();
        for (int i = 0; i < looked.size(); i++) {
            var rivals = looked.get(i);
            var standing = new Standing(facts, rivals, lying.getOrDefault(i, List.of()), about.together(), now);
            for (var candidate : Objects.requireNonNull(byRivals.get(rivals))) {
                standing.placeOf(candidate).ifPresent(place -> places.put(candidate.id(), place));
            }
        }
        return places;
    }

    /** The first builds of one contest in the order of their turn. */
    private static final class Standing {
        private final PlanningFacts facts;
        private final Rivals rivals;
        private final Line line;
        private final Map<Long, Integer> ahead = new HashMap<>();
        private final Map<Applicant, List<Instant>> turns = new HashMap<>();
        private final Instant now;

        Standing(
                PlanningFacts facts, Rivals rivals, List<LaneOrder.Lying> first, Map<Long, Long> batches, Instant now) {
            this.facts = facts;
            this.rivals = rivals;
            this.line = new Line(rivals, first, batches);
            this.now = now;
            first.forEach(each -> ahead.put(each.build(), ahead.size()));
        }

        /** Empty where nothing is known of it: it came after the lanes were looked at. */
        Optional<Place> placeOf(Candidate build) {
            var before = ahead.get(number(build));
            if (before == null) {
                return ahead.size() > LISTED
                        ? Optional.of(new Place(rivals.slots(), LISTED, true, null))
                        : Optional.empty();
            }
            return Optional.of(new Place(
                    rivals.slots(),
                    before,
                    false,
                    before == 0 ? null : nth(turnsOf(build), line.turnOf(number(build)))));
        }

        private List<Instant> turnsOf(Candidate build) {
            return turns.computeIfAbsent(
                    build.asApplicant(), _ -> PlanningRules.turns(facts, build, line.durations(), rivals.at(), now));
        }
    }

    private static @Nullable Instant nth(List<Instant> turns, int ahead) {
        return ahead < turns.size() ? turns.get(ahead) : null;
    }

    private static long number(Candidate build) {
        return BuildId.parse("id", build.id()).number();
    }
}
