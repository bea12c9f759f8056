package io.afterhours.scheduler.policy;

import io.afterhours.contracts.Check;
import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.Priority;
import io.afterhours.scheduler.policy.Admission.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One row of a policy: in these hours so many builds may run at once, and these may start.
 *
 * @param overrun whether a build may start here that will not be over (p90) when the band ends
 */
public record Band(String name, Hours hours, int slots, List<Admission> admissions, boolean overrun) {
    public static final int MOST_SLOTS = 100;

    public Band {
        name = Check.id("name", name);
        slots = Check.within("slots", slots, 0, MOST_SLOTS);
        if (admissions.isEmpty()) {
            throw new InvalidEvent("admissions", "at least one sort of build", admissions);
        }
        admissions = List.copyOf(admissions);
    }

    /** A band whose builds are over when it ends. */
    public Band(String name, Hours hours, int slots, List<Admission> admissions) {
        this(name, hours, slots, admissions, false);
    }

    /** Why the build may not start in this band; empty when it may. Of several reasons, the one nearest to a start. */
    public Optional<Refusal> refusalOf(Applicant build) {
        var nearest = Optional.<Refusal>empty();
        // Asked of every band of a fortnight, for each build that is listed: so by hand.
        for (var each : admissions) {
            var refusal = each.refusalOf(build);
            if (refusal.isEmpty()) {
                return refusal;
            }
            if (nearest.isEmpty() || refusal.get().compareTo(nearest.get()) > 0) {
                nearest = refusal;
            }
        }
        return nearest;
    }

    public boolean admits(Applicant build) {
        return slots > 0 && refusalOf(build).isEmpty();
    }

    /** What is left of the admissions in soft quiet hours. */
    public List<Admission> urgentOnly() {
        return admissions.stream()
                .filter(each -> each.priorities().contains(Priority.URGENT))
                .map(each -> new Admission(
                        Set.of(Priority.URGENT),
                        each.maximumEffort(),
                        each.minimumEffort(),
                        each.tags(),
                        each.approved()))
                .toList();
    }

    /** The tags that any of the admissions asks for, in alphabetical order. */
    public Set<String> tags() {
        return admissions.stream().flatMap(each -> each.tags().stream()).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The tags of which one would bring the build nearer to a start, in alphabetical order. */
    public Set<String> tagsWanted(Applicant build) {
        return refusing(build, Refusal.TAGS)
                .flatMap(each -> each.tags().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The largest effort with which the build would start; empty where its size is not what holds it. */
    public Optional<Duration> largestEffort(Applicant build) {
        var largest = Optional.<Duration>empty();
        for (var each : admissions) {
            var maximum = each.maximumEffort();
            if (maximum != null
                    && (largest.isEmpty() || maximum.compareTo(largest.get()) > 0)
                    && each.refusalOf(build).filter(Refusal.TOO_LARGE::equals).isPresent()) {
                largest = Optional.of(maximum);
            }
        }
        return largest;
    }

    private Stream<Admission> refusing(Applicant build, Refusal refusal) {
        return admissions.stream()
                .filter(each -> each.refusalOf(build).filter(refusal::equals).isPresent());
    }
}
