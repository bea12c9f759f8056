package io.afterhours.scheduler.expected;

import io.afterhours.contracts.scheduler.QueueExpected;
import io.afterhours.contracts.scheduler.QueueExpected.Ending;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What builds should cost, by the hour in which they should end. */
final class ExpectedRules {
    private ExpectedRules() {}

    /**
     * An attempt's cost counts whole in the hour in which it should end: agents say what they used when they are done.
     *
     * @param further how many builds were not looked at
     */
    static QueueExpected expect(Collection<Due> builds, long further, Instant now) {
        var byHour = new TreeMap<Instant, List<Due>>();
        var undated = 0;
        var undatedNanos = 0L;
        for (var each : builds) {
            var end = each.end();
            if (end == null) {
                undated++;
                undatedNanos += each.p50();
            } else {
                byHour.computeIfAbsent(end.truncatedTo(ChronoUnit.HOURS), _ -> new ArrayList<>())
                        .add(each);
            }
        }
        return new QueueExpected(
                byHour.entrySet().stream()
                        .limit(QueueExpected.MOST_HOURS)
                        .map(ExpectedRules::ending)
                        .toList(),
                undated,
                undatedNanos,
                further,
                now);
    }

    /** Whether another says something else, whenever it was said. */
    static boolean differ(QueueExpected one, QueueExpected other) {
        return one.undated() != other.undated()
                || one.undatedNanos() != other.undatedNanos()
                || one.further() != other.further()
                || !one.endings().equals(other.endings());
    }

    /** Builds are dear or cheap each for itself, so that how far the sum may be off grows with the root of their number. */
    private static Ending ending(Map.Entry<Instant, List<Due>> hour) {
        var p50 = 0L;
        var squares = 0.0;
        for (var each : hour.getValue()) {
            p50 += each.p50();
            squares += Math.pow((double) (each.p90() - each.p50()), 2);
        }
        return new Ending(hour.getKey(), hour.getValue().size(), p50, p50 + Math.round(Math.sqrt(squares)));
    }
}
