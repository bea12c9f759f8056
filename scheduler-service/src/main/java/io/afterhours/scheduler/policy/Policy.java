package io.afterhours.scheduler.policy;

import io.afterhours.contracts.Check;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * A named weekly table of bands, quiet hours and contexts in a zone.
 *
 * @param contexts what each context means, in the order in which their hours count; a context without a row means nothing
 * @param retryWaits the waits before the second, third, … attempt of a build; empty where the retry ladder's own count
 * @param batching whether builds that are alike go together
 */
public record Policy(
        String name,
        ZoneId zone,
        List<Band> bands,
        List<Quiet> quiet,
        List<ContextRule> contexts,
        List<Duration> retryWaits,
        Batching batching) {
    public Policy {
        name = Check.id("name", name);
        bands = List.copyOf(bands);
        quiet = List.copyOf(quiet);
        contexts = List.copyOf(contexts);
        retryWaits = List.copyOf(retryWaits);
    }

    /** One that proposes batches. */
    public Policy(
            String name,
            ZoneId zone,
            List<Band> bands,
            List<Quiet> quiet,
            List<ContextRule> contexts,
            List<Duration> retryWaits) {
        this(name, zone, bands, quiet, contexts, retryWaits, Batching.PROPOSE);
    }

    /** Policies are keys of what is worked out from them, at each step of a look ahead: few share a name, and the rest of them is large. */
    @Override
    public int hashCode() {
        return name.hashCode();
    }

    /** The row that counts at {@code now}; empty between bands. */
    public Optional<Band> bandAt(Instant now) {
        return Optional.ofNullable(stretchAt(now).band());
    }

    public QuietLevel quietAt(Instant now) {
        return stretchAt(now).quiet();
    }

    /** When the policy next says something else than at {@code now}; empty when it never does. */
    public Optional<Instant> nextChange(Instant now) {
        return Optional.ofNullable(stretchAt(now).until());
    }

    public Stretch stretchAt(Instant now) {
        return outlook(now).now();
    }

    /** What the policy says from {@code now} on, with the person where the calendar puts them. */
    public Outlook outlook(Instant now) {
        return outlook(now, Whereabouts.UNSAID);
    }

    /** What the policy says from {@code now} on. */
    public Outlook outlook(Instant now, Whereabouts whereabouts) {
        return Outlook.of(this, whereabouts, now);
    }

    /** What the policy says of a context; a rule that holds nothing where it says nothing. */
    public ContextRule ruleOf(Context context) {
        return contexts.stream()
                .filter(each -> each.context() == context)
                .findFirst()
                .orElseGet(() -> ContextRule.silent(context));
    }

    /** The same table with times read in another zone. */
    public Policy in(ZoneId other) {
        return new Policy(name, other, bands, quiet, contexts, retryWaits, batching);
    }
}
