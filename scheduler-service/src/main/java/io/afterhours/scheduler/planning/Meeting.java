package io.afterhours.scheduler.planning;

import io.afterhours.scheduler.policy.Applicant;
import io.afterhours.scheduler.policy.Outlook;
import io.afterhours.scheduler.policy.Outlook.Entry;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A time in the person's calendar that no build runs into.
 *
 * @param title absent unless the operator lets titles be read
 */
public record Meeting(
        Instant begins, Instant ends, @Nullable String title) {
    private static final Comparator<Meeting> SOONEST = Comparator.comparing(Meeting::begins, Comparator.reverseOrder());

    /** The first of the meetings that a build would meet which starts at {@code at} and takes so long. */
    static Optional<Meeting> inTheWay(List<Meeting> meetings, Instant at, Duration lasts) {
        return Choice.greatest(
                meetings, each -> each.ends.isAfter(at) && each.begins.isBefore(at.plus(lasts)), SOONEST);
    }

    /** When the policy first lets in an applicant that would run into none of the meetings. */
    static Optional<Entry> entryBetween(
            List<Meeting> meetings, Outlook outlook, Applicant applicant, Instant earliest) {
        var entry = outlook.entryOf(applicant, earliest);
        while (entry.isPresent()) {
            var meeting = inTheWay(meetings, entry.get().at(), applicant.lasts());
            if (meeting.isEmpty()) {
                return entry;
            }
            entry = outlook.entryOf(applicant, meeting.get().ends());
        }
        return entry;
    }
}
