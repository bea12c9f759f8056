package io.afterhours.scheduler.batching;

import io.afterhours.scheduler.batch.BatchRules;
import io.afterhours.scheduler.batch.Saving;
import io.afterhours.scheduler.batch.SharedPart;
import io.afterhours.scheduler.batching.Batch.Member;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Measures what batches took and cost, and what they saved against what their members were expected to need alone. */
@ApplicationScoped
public class Measurer {
    private final BatchStore batches;
    private final MemberStore members;

    Measurer(BatchStore batches, MemberStore members) {
        this.batches = batches;
        this.members = members;
    }

    /**
     * How a batch went.
     *
     * @param minutes from its start to the end of its last member
     * @param nanos what it cost; negative where that is not known
     * @param costs of each member in its place, empty where the cost is not known
     * @param saving against what the members that finished were expected to need alone
     */
    record Measure(int finished, double minutes, long nanos, List<Long> costs, Saving saving) {}

    /** Of a batch that ended. */
    Measure of(Handle tx, Batch batch) {
        var went = members.went(tx, batch.id());
        var finished =
                batch.members().stream().filter(each -> succeeded(went, each)).toList();
        var minutes = went.values().stream()
                        .map(MemberStore.Went::took)
                        .filter(Objects::nonNull)
                        .mapToLong(Duration::toMillis)
                        .max()
                        .orElse(0)
                / 60_000.0;
        var nanos = members.cost(tx, batch.session());
        var alone = batch.members().stream().map(each -> each.alone().costP50()).toList();
        return new Measure(
                finished.size(),
                minutes,
                nanos,
                nanos < 0 ? List.of() : BatchRules.divide(nanos, alone),
                new Saving(
                        (int) Math.round(finished.stream()
                                        .mapToInt(each -> each.alone().minutesP50())
                                        .sum()
                                - minutes),
                        nanos < 0
                                ? 0
                                : finished.stream()
                                                .mapToLong(each -> each.alone().costP50())
                                                .sum()
                                        - nanos));
    }

    /** How much of each further build of a kind is done already with the first, as far as batches of it showed. */
    public SharedPart shared(Handle tx, String kind) {
        return SharedPart.of(measured(tx, kind));
    }

    /** The latest batches of a kind of which all members finished. */
    List<SharedPart.Measured> measured(Handle tx, String kind) {
        return batches.ended(tx, kind).stream()
                .map(each -> measured(each, of(tx, each)))
                .filter(Objects::nonNull)
                .toList();
    }

    private static SharedPart.@Nullable Measured measured(Batch batch, Measure measure) {
        return measure.finished() < batch.members().size()
                ? null
                : new SharedPart.Measured(
                        batch.members().stream()
                                .map(each -> each.alone().minutesP50())
                                .toList(),
                        batch.members().stream()
                                .map(each -> each.alone().costP50())
                                .toList(),
                        measure.minutes(),
                        measure.nanos());
    }

    private static boolean succeeded(Map<Long, MemberStore.Went> went, Member member) {
        var how = went.get(member.build().number());
        return how != null && "succeeded".equals(how.state());
    }
}
