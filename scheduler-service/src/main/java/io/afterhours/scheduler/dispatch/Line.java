package io.afterhours.scheduler.dispatch;

import io.afterhours.scheduler.planning.Lane;
import io.afterhours.scheduler.planning.Rivals;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Builds in the order of their turn. Those that wait in one batch are one turn, that of the first of them: each of them lies in the lane
 * of what all do together.
 */
final class Line {
    private final Map<Long, Long> batches;
    private final Map<Long, Integer> ofBatch = new HashMap<>();
    private final Map<Long, Integer> turns = new HashMap<>();
    private final List<Duration> durations = new ArrayList<>();

    /** @param batches the batch of each build that waits in one */
    Line(Rivals rivals, List<LaneOrder.Lying> inOrder, Map<Long, Long> batches) {
        this.batches = batches;
        var lanes = Stream.concat(rivals.first().stream(), rivals.beside().stream())
                .collect(Collectors.toMap(Lane::id, Function.identity()));
        for (var each : inOrder) {
            turns.put(each.build(), turnOf(each.build()));
            if (turnOf(each.build()) == durations.size()) {
                durations.add(Objects.requireNonNull(lanes.get(each.lane())).expected());
            }
            var batch = batches.get(each.build());
            if (batch != null) {
                ofBatch.putIfAbsent(batch, turnOf(each.build()));
            }
        }
    }

    /** How many turns come before that of a build; one that does not stand here and goes along with nobody comes behind all. */
    int turnOf(long build) {
        var known = turns.get(build);
        var batch = batches.get(build);
        return known != null ? known : batch == null ? durations.size() : ofBatch.getOrDefault(batch, durations.size());
    }

    /** How long each turn should take. */
    List<Duration> durations() {
        return durations;
    }
}
