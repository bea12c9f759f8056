package io.afterhours.scheduler.planning;

import io.afterhours.scheduler.policy.Applicant;
import io.afterhours.scheduler.policy.Outlook;
import io.afterhours.scheduler.policy.Outlook.Entry;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** When candidates could start, as far as the clock, the policy and what is known of budgets and limits go. */
final class Openings {
    private final PlanningFacts facts;
    private final Instant now;
    private final Outlook outlook;
    private final Map<Asked, Optional<Entry>> entries = new HashMap<>();

    /** Whether nobody asks when what does not start could: that costs more than all else. */
    private final boolean brief;

    Openings(PlanningFacts facts, Outlook outlook, Instant now, boolean brief) {
        this.facts = facts;
        this.outlook = outlook;
        this.now = now;
        this.brief = brief;
    }

    boolean isBrief() {
        return brief;
    }

    /** When it could start; absent where no hour lets it in, or nobody asks. */
    @Nullable Instant next(Candidate candidate) {
        return brief
                ? null
                : entry(candidate.asApplicant(), earliest(candidate))
                        .map(Entry::at)
                        .orElse(null);
    }

    /** Many candidates ask the same, so the answers are kept for the pass. */
    Optional<Entry> entry(Applicant applicant, Instant earliest) {
        if (brief) {
            return Optional.empty();
        }
        return entries.computeIfAbsent(
                new Asked(applicant, earliest),
                asked -> Meeting.entryBetween(facts.meetings(), outlook, asked.applicant(), asked.earliest()));
    }

    /** Before this, facts other than the policy keep the candidate from starting. */
    Instant earliest(Candidate candidate) {
        if (facts.budgets().isEmpty()
                && facts.limits().isEmpty()
                && facts.pausedUntil() == null
                && candidate.isFree()) {
            return now;
        }
        return Stream.concat(Stream.of(now), Stream.concat(renewals(candidate), waitsOf(candidate)))
                .max(Comparator.naturalOrder())
                .orElse(now);
    }

    /** When the budgets that keep it out are empty again. */
    Stream<Instant> renewals(Candidate candidate) {
        return facts.budgets().stream()
                .filter(each -> each.binds(candidate) && each.keepsOut(candidate.mayCost(), now))
                .map(Budget::renews);
    }

    /** The times to come before which it may not start. */
    Stream<Instant> waitsOf(Candidate candidate) {
        return Stream.of(
                        later(facts.pausedUntil()),
                        later(candidate.earliestStart()),
                        later(candidate.retryAt()),
                        later(candidate.outUntil()),
                        limitOf(candidate).map(ProviderLimit::until))
                .flatMap(Optional::stream);
    }

    /** The limit of its provider that holds it; of several, the one that ends last. */
    Optional<ProviderLimit> limitOf(Candidate candidate) {
        return Choice.greatest(
                facts.limits(),
                each -> each.agent().equals(candidate.agent()) && each.holds(now),
                ProviderLimit.LONGEST);
    }

    /** The time, if it is still to come. */
    Optional<Instant> later(@Nullable Instant at) {
        return Optional.ofNullable(at).filter(each -> each.isAfter(now));
    }

    private record Asked(Applicant applicant, Instant earliest) {}
}
