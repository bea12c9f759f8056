package io.afterhours.scheduler.planning;

import io.afterhours.scheduler.planning.Verdict.FitsNowhere;
import io.afterhours.scheduler.planning.Verdict.NoBand;
import io.afterhours.scheduler.planning.Verdict.OtherContext;
import io.afterhours.scheduler.planning.Verdict.OtherPriorities;
import io.afterhours.scheduler.planning.Verdict.OtherTags;
import io.afterhours.scheduler.planning.Verdict.QuietHours;
import io.afterhours.scheduler.planning.Verdict.RunsIntoMeeting;
import io.afterhours.scheduler.planning.Verdict.TooLong;
import io.afterhours.scheduler.planning.Verdict.WrongSize;
import io.afterhours.scheduler.policy.Admission.Refusal;
import io.afterhours.scheduler.policy.Band;
import io.afterhours.scheduler.policy.Outlook;
import io.afterhours.scheduler.policy.Outlook.Entry;
import io.afterhours.scheduler.policy.Stretch;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which builds the hour does not let in: by the policy's bands, quiet hours and contexts, and by meetings. */
final class HourHolds {
    private final PlanningFacts facts;
    private final Instant now;
    private final Outlook outlook;
    private final Openings openings;

    HourHolds(PlanningFacts facts, Outlook outlook, Openings openings, Instant now) {
        this.facts = facts;
        this.outlook = outlook;
        this.openings = openings;
        this.now = now;
    }

    /** The first that does not let it in at this hour. */
    Optional<Verdict> on(Candidate candidate) {
        var held = byThisHour(candidate);
        // Whom this hour lets in is not asked about the others: that takes longer than all else.
        return held.isEmpty() && outlook.now().hasSlots()
                ? held
                : byEveryHour(candidate).or(() -> held);
    }

    private Optional<Verdict> byEveryHour(Candidate candidate) {
        var applicant = candidate.asApplicant();
        return !openings.isBrief()
                        && openings.next(candidate) == null
                        && outlook.entryOf(applicant, now).isEmpty()
                ? outlook.longestWindow(applicant).map(longest -> new FitsNowhere(candidate.atMost(), longest))
                : Optional.empty();
    }

    private Optional<Verdict> byThisHour(Candidate candidate) {
        var stretch = outlook.now();
        var applicant = candidate.asApplicant();
        if (!stretch.passesQuiet(applicant)) {
            return Optional.of(new QuietHours(stretch.quiet(), endOfQuiet(stretch), openings.next(candidate)));
        }
        var band = stretch.band();
        if (band == null) {
            return Optional.of(new NoBand(openings.next(candidate)));
        }
        return band.refusalOf(applicant)
                .map(refusal -> refused(candidate, band, refusal))
                .or(() -> otherContext(candidate))
                .or(() -> tooLong(candidate))
                .or(() -> meeting(candidate));
    }

    private Optional<Verdict> meeting(Candidate candidate) {
        return Meeting.inTheWay(facts.meetings(), now, candidate.atMost())
                .map(each -> new RunsIntoMeeting(
                        candidate.atMost(), each.begins(), each.ends(), each.title(), openings.next(candidate)));
    }

    private Optional<Verdict> otherContext(Candidate candidate) {
        var rule = outlook.now().context();
        return rule.refusalOf(candidate.asApplicant())
                .map(refusal -> new OtherContext(
                        rule,
                        refusal,
                        candidate.category(),
                        outlook.endOfContext().orElse(null),
                        openings.next(candidate)));
    }

    private Optional<Verdict> tooLong(Candidate candidate) {
        return outlook.endsBefore(now.plus(candidate.atMost()), candidate.asApplicant())
                .filter(end -> end.isAfter(now))
                .map(end -> new TooLong(candidate.atMost(), end, openings.next(candidate)));
    }

    private Verdict refused(Candidate candidate, Band band, Refusal refusal) {
        var applicant = candidate.asApplicant();
        var entry = openings.entry(applicant, openings.earliest(candidate));
        var next = entry.map(Entry::at).orElse(null);
        return switch (refusal) {
            case PRIORITY ->
                new OtherPriorities(
                        candidate.priority(),
                        entry.map(each -> each.band().hours()).orElse(null),
                        next);
            case TAGS -> new OtherTags(band.tagsWanted(applicant), next);
            case TOO_LARGE ->
                new WrongSize(candidate.effort(), band.largestEffort(applicant).orElse(null), next);
            case TOO_SMALL -> new WrongSize(candidate.effort(), null, next);
        };
    }

    private @Nullable Instant endOfQuiet(Stretch quiet) {
        return outlook.stretches().stream()
                .filter(each -> each.quiet() != quiet.quiet())
                .map(Stretch::from)
                .findFirst()
                .orElse(null);
    }
}
