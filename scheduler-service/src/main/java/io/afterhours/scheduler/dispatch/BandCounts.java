package io.afterhours.scheduler.dispatch;

import io.afterhours.scheduler.planning.PlanningRules;
import io.afterhours.scheduler.policy.Band;
import io.afterhours.scheduler.queue.QueueStore;
import io.afterhours.scheduler.queue.QueueStore.Waiting;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Counts the whole queue by the band in which each build could start next; the rules are asked once per lane, however many lie in it. */
@ApplicationScoped
public class BandCounts {
    private static final String NO_BAND = "none";

    private final FactsReader facts;
    private final Lanes lanes;
    private final QueueStore queue;
    private final InstantSource clock;

    BandCounts(FactsReader facts, Lanes lanes, QueueStore queue, InstantSource clock) {
        this.facts = facts;
        this.lanes = lanes;
        this.queue = queue;
        this.clock = clock;
    }

    /** How many builds could start next in each band, in the order of the policy; and of the others how many wait for what. */
    public Map<String, Long> of(Handle tx) {
        var waiting = queue.waitingByLane(tx);
        var about = facts.about(tx, List.of());
        var standing = about.facts();
        var bands = PlanningRules.nextBands(standing, lanes.all(tx, about.lanes()), clock.instant());
        var counts = new LinkedHashMap<String, Long>();
        standing.policy().bands().stream().map(Band::name).forEach(each -> counts.put(each, 0L));
        waiting.forEach(each -> counts.merge(named(each, bands), each.builds(), Long::sum));
        counts.values().removeIf(each -> each == 0);
        return counts;
    }

    private static String named(Waiting waiting, Map<Long, String> bands) {
        return switch (waiting.hold()) {
            case PERSON -> "waits for a person";
            case BUILD -> "waits for other builds";
            case TIME -> "waits for its time";
            case NONE -> bandOf(waiting.lane(), bands);
        };
    }

    private static String bandOf(@Nullable Long lane, Map<Long, String> bands) {
        return lane == null ? NO_BAND : bands.getOrDefault(lane, NO_BAND);
    }
}
