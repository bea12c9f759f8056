package io.afterhours.cost.usage;

import io.afterhours.cost.ledger.Entry;
import io.afterhours.cost.price.PriceTable;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Turns the sums that resumed sessions report into what was used since the last report. */
@ApplicationScoped
public class Differences {
    private final MarkStore marks;

    Differences(MarkStore marks) {
        this.marks = marks;
    }

    /**
     * A report, priced.
     *
     * @param counts whether it is to be booked; a sum that adds nothing is not
     */
    record Booking(Entry entry, boolean counts) {}

    /** The reports priced, in their order; sums as what they add. */
    List<Booking> priced(Handle tx, List<Report> reports, PriceTable prices) {
        var keys = new LinkedHashSet<MarkStore.Key>();
        for (var report : reports) {
            if (report.isSum()) {
                keys.add(key(report));
            }
        }
        if (keys.isEmpty()) {
            return reports.stream()
                    .map(report -> new Booking(report.priced(prices), true))
                    .toList();
        }
        var now = reports.getLast().receivedAt();
        var known = marks.lock(tx, keys, now);
        var bookings = new ArrayList<Booking>(reports.size());
        for (var report : reports) {
            var mark = report.isSum() ? known.get(key(report)) : null;
            if (mark == null) {
                bookings.add(new Booking(report.priced(prices), true));
            } else {
                bookings.add(added(report, mark, known, prices));
            }
        }
        marks.save(tx, known, now);
        return bookings;
    }

    /** An estimate whose model has no price waits for the sum that corrects it, which may state the cost of all. */
    private static Booking added(Report sum, Mark mark, Map<MarkStore.Key, Mark> known, PriceTable prices) {
        var step = mark.upTo(sum.usage());
        var entry = new Report(step.difference(), sum.agent(), sum.receivedAt(), sum.sequence()).priced(prices);
        boolean waits = sum.isEstimated() && entry.priced().cost() == null;
        if (step.isNothing() || waits) {
            return new Booking(entry, false);
        }
        known.put(key(sum), step.after(mark, entry.priced()));
        return new Booking(entry, true);
    }

    private static MarkStore.Key key(Report report) {
        return new MarkStore.Key(
                report.agent(), report.usage().session(), report.usage().model());
    }
}
