package io.afterhours.scheduler.simulate;

import io.afterhours.scheduler.planning.Meeting;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is in the person's calendars, over virtual time that only goes forward. */
final class Meetings {
    private List<Meeting> left;

    /** @param known in the order in which it begins */
    Meetings(List<Meeting> known) {
        left = known;
    }

    /** Those that are not over, as the planner knows them. */
    List<Meeting> at(Instant now) {
        if (left.stream().anyMatch(each -> !each.ends().isAfter(now))) {
            left = left.stream().filter(each -> each.ends().isAfter(now)).toList();
        }
        return left;
    }

    /** When the next one is over, and what would have run into it may start; absent when there is none. */
    @Nullable Instant nextEnd(Instant now) {
        return at(now).stream()
                .map(Meeting::ends)
                .min(Comparator.naturalOrder())
                .orElse(null);
    }
}
