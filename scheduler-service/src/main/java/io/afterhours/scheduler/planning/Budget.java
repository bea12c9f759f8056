package io.afterhours.scheduler.planning;

import io.afterhours.contracts.ModelName;
import io.afterhours.contracts.cost.Exemption;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A budget as the scheduler last heard of it, in nano-dollars.
 *
 * @param name {@code day}, {@code week} or {@code month} for all that is spent, else as the person named it
 * @param reservedNanos what live attempts may still cost (p90), beside what is spent
 * @param hard whether nothing new starts once it is spent
 * @param renews when it is empty again; what is reserved then stays so
 * @param scope whose cost it limits: {@code agent}, {@code tag}, {@code model} or {@code build}; absent: everybody's
 * @param key which agent, tag, model or build that is
 * @param exempt what starts although it is spent; it reserves and spends like all else
 * @param names the bare names of the model that it is for
 */
public record Budget(
        String name,
        long spentNanos,
        long reservedNanos,
        long limitNanos,
        boolean hard,
        Instant renews,
        @Nullable String scope,
        @Nullable String key,
        List<Exemption> exempt,
        List<String> names) {
    /** The one that lasts longest comes last. */
    static final Comparator<Budget> LONGEST = Comparator.comparing(Budget::renews);

    public Budget {
        exempt = List.copyOf(exempt);
        names = List.copyOf(names);
    }

    /** A budget for all that is spent, from which nothing is exempt. */
    public Budget(String name, long spentNanos, long reservedNanos, long limitNanos, boolean hard, Instant renews) {
        this(name, spentNanos, reservedNanos, limitNanos, hard, renews, null, null, List.of(), List.of());
    }

    /** A budget of which nothing is reserved. */
    public Budget(String name, long spentNanos, long limitNanos, boolean hard, Instant renews) {
        this(name, spentNanos, 0, limitNanos, hard, renews);
    }

    /**
     * Whether the cost of an attempt at this build counts in it, and for a tag that of any that goes along with it. A build's own budget stops
     * its attempt and never holds a start.
     */
    boolean isFor(Candidate candidate) {
        return switch (scope) {
            case null -> true;
            case "agent" -> Objects.equals(key, candidate.agent());
            case "model" -> candidate.model() != null && names.contains(ModelName.bare(candidate.model()));
            case "tag" ->
                key != null
                        && candidate.together().stream()
                                .anyMatch(each -> each.tags().contains(key));
            default -> false;
        };
    }

    /** Whether it may keep this build, and those that go along with it, from starting. */
    boolean binds(Candidate candidate) {
        return isFor(candidate) && !exempts(candidate.together());
    }

    /** Those that go along with a build that is exempt, and hold it because they are not. */
    List<String> notExemptWith(Candidate candidate) {
        return exemption(candidate).isEmpty()
                ? List.of()
                : candidate.along().builds().stream()
                        .filter(each -> exemption(each).isEmpty())
                        .map(Candidate::id)
                        .toList();
    }

    /** Why this build starts although it is spent; the first of several. */
    Optional<Exemption> exemption(Candidate candidate) {
        return exempt.stream().filter(each -> isTrue(each, candidate)).findFirst();
    }

    /** Whether an attempt at all of these builds together starts although it is spent: each of them has to be exempt. */
    public boolean exempts(Collection<Candidate> together) {
        return together.stream().allMatch(each -> exemption(each).isPresent());
    }

    private static boolean isTrue(Exemption exemption, Candidate candidate) {
        var key = exemption.key();
        return switch (exemption.scope()) {
            case "agent" -> key.equals(candidate.agent());
            case "tag" -> candidate.tags().contains(key);
            case "build" -> key.equals(candidate.id());
            case "priority" -> key.equals(candidate.priority().word());
            default -> false;
        };
    }

    /** The tags of which it asks: the one whose cost it limits, and those that are exempt. */
    public Stream<String> tags() {
        return Stream.concat("tag".equals(scope) ? Stream.ofNullable(key) : Stream.empty(), exempt("tag"));
    }

    /** The ids of the builds that are exempt by name. */
    public Stream<String> builds() {
        return exempt("build");
    }

    private Stream<String> exempt(String by) {
        return exempt.stream().filter(each -> each.scope().equals(by)).map(Exemption::key);
    }

    /** Whether it keeps new attempts from starting, whatever they cost. A budget whose period is over does not. */
    boolean holds(Instant now) {
        return hard && spentNanos >= limitNanos && now.isBefore(renews);
    }

    /** Whether an attempt that may cost so much waits for the budget to be empty again, whatever else is live. */
    boolean keepsOut(long mayCost, Instant now) {
        return holds(now) || (hard && now.isBefore(renews) && spentNanos + mayCost > limitNanos);
    }

    /** Whether there is no room for an attempt that may cost so much, beside what is spent and what is reserved. */
    boolean lacksRoom(long mayCost, Instant now) {
        return hard && spentAt(now) + reservedNanos + mayCost > limitNanos;
    }

    /** Whether nothing would start that may cost so much, but for what is exempt. */
    boolean refuses(long mayCost, Instant now) {
        return holds(now) || lacksRoom(mayCost, now);
    }

    /** Whether there would be room if no other attempt were live. */
    boolean isHeldByOthers(long mayCost, Instant now) {
        return spentAt(now) + mayCost <= limitNanos;
    }

    /** Whether an attempt that may cost so much fits when nothing is spent. */
    boolean fits(long mayCost) {
        return mayCost <= limitNanos;
    }

    Budget reserving(long mayCost) {
        return withReserved(reservedNanos + mayCost);
    }

    /** As it is when no attempt is live. */
    Budget unreserved() {
        return withReserved(0);
    }

    /** As it is when only these attempts are live, and others for which so much is reserved. */
    Budget reservedFor(Collection<Candidate> running, long others) {
        return withReserved(others
                + running.stream()
                        .filter(this::isFor)
                        .mapToLong(Candidate::mayCost)
                        .sum());
    }

    /** Whether it is empty again by then, and was not before. */
    boolean renewsWithin(Instant after, Instant by) {
        return renews.isAfter(after) && !renews.isAfter(by);
    }

    private Budget withReserved(long nanos) {
        return new Budget(name, spentNanos, nanos, limitNanos, hard, renews, scope, key, exempt, names);
    }

    private long spentAt(Instant now) {
        return now.isBefore(renews) ? spentNanos : 0;
    }
}
