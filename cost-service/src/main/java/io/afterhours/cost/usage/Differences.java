package io.afterhours.cost.usage;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Turns the sums that resumed sessions report into what was used since the last report. */
@ApplicationScoped
public class Differences {
    private final MarkStore marks;

    Differences(MarkStore marks) {
        this.marks = marks;
    }

    /** The reports as they are to be booked, in their order; those that are no sums stay as they are. */
    List<Report> of(Handle tx, List<Report> reports) {
        var keys = new LinkedHashSet<MarkStore.Key>();
        for (var report : reports) {
            if (report.isSum()) {
                keys.add(key(report));
            }
        }
        if (keys.isEmpty()) {
            return reports;
        }
        var now = reports.getLast().receivedAt();
        var known = marks.lock(tx, keys, now);
        var differences = new ArrayList<Report>(reports.size());
        for (var report : reports) {
            var mark = report.isSum() ? known.get(key(report)) : null;
            if (mark == null) {
                differences.add(report);
            } else {
                var step = mark.upTo(report.usage());
                known.put(key(report), step.after());
                differences.add(new Report(step.difference(), report.agent(), report.receivedAt(), report.sequence()));
            }
        }
        marks.save(tx, known, now);
        return differences;
    }

    private static MarkStore.Key key(Report report) {
        return new MarkStore.Key(
                report.agent(), report.usage().session(), report.usage().model());
    }
}
