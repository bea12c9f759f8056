package io.afterhours.scheduler.nightplan;

import io.afterhours.contracts.Priority;
import io.afterhours.scheduler.control.StretchView;
import io.afterhours.scheduler.planning.Meeting;
import io.afterhours.scheduler.queue.NightWishStore;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The plan of a night as it is shown.
 *
 * @param now when it was made
 * @param minutes of work, if all goes as expected
 * @param mayCost dollars, in nine of ten cases at most
 * @param slots how many attempts may be live at most
 * @param running what has a slot already
 * @param more how many others wait, which were not looked at
 * @param stretches what the policy says from {@code from} to {@code until}
 * @param meetings those that lie in the night
 * @param lastChange what a person asked last and can take back; absent when there is nothing
 */
public record NightPlanView(
        Instant from,
        Instant until,
        Instant now,
        ZoneId zone,
        String policy,
        long minutes,
        BigDecimal mayCost,
        int slots,
        List<Running> running,
        List<Planned> builds,
        List<Left> left,
        long more,
        List<StretchView> stretches,
        List<MeetingView> meetings,
        @Nullable Change lastChange) {

    /** A build that runs, and the slot it has. */
    public record Running(
            String build, String title, int lane, @Nullable Instant likelyEnd) {
        static Running of(NightPlan.Running running) {
            var attempt = running.attempt();
            return new Running(attempt.build(), attempt.title(), running.lane(), attempt.expectedEnd());
        }
    }

    /**
     * A build that fits, and the slot it takes.
     *
     * @param place its place among those that a person put first, from 1; absent for all others
     * @param late how it would miss its deadline, in one sentence; absent where it should keep it, or has none
     * @param along those that go along with it as one attempt
     */
    public record Planned(
            String build,
            String title,
            Priority priority,
            int lane,
            Instant start,
            Instant likelyEnd,
            Instant latestEnd,
            @Nullable Integer place,
            @Nullable String late,
            List<Along> along) {
        static Planned of(NightPlan.Planned planned, Instant now, ZoneId zone) {
            var build = planned.build();
            return new Planned(
                    build.id(),
                    build.title(),
                    build.priority(),
                    planned.lane(),
                    planned.start(),
                    planned.likelyEnd(),
                    planned.latestEnd(),
                    build.place(),
                    planned.missed(now).map(each -> each.text(now, zone)).orElse(null),
                    build.along().builds().stream()
                            .map(each -> new Along(each.id(), each.title()))
                            .toList());
        }
    }

    /** A build that goes along with another. */
    public record Along(String build, String title) {}

    /**
     * A build that does not fit, and why.
     *
     * @param out whether a person took it out
     * @param place its place among those that a person put first, from 1; absent for all others
     */
    public record Left(
            String build,
            String title,
            Priority priority,
            String code,
            String text,
            @Nullable Instant until,
            boolean out,
            @Nullable Integer place) {
        /** @param now when it is said; what is meant by today and tomorrow */
        static Left of(NightPlan.Left left, Instant now, ZoneId zone) {
            var build = left.build();
            return new Left(
                    build.id(),
                    build.title(),
                    build.priority(),
                    left.verdict().code().word(),
                    left.verdict().text(now, zone)
                            + left.missed()
                                    .map(each -> " " + each.text(now, zone))
                                    .orElse(""),
                    left.verdict().until().orElse(null),
                    build.outUntil() != null,
                    build.place());
        }
    }

    /** A meeting; its title is absent unless the operator lets titles be kept. */
    public record MeetingView(
            Instant begins, Instant ends, @Nullable String title) {
        static MeetingView of(Meeting meeting) {
            return new MeetingView(meeting.begins(), meeting.ends(), meeting.title());
        }
    }

    /** What a person asked, when, and who. */
    public record Change(String what, Instant at, String by) {
        static Change of(NightWishStore.Change change) {
            return new Change(change.said(), change.at(), change.by());
        }
    }
}
