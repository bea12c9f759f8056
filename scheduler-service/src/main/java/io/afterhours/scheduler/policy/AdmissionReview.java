package io.afterhours.scheduler.policy;

import io.afterhours.contracts.agent.BuildRequested;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds admissions of a band that let nothing start which would not start without them. */
final class AdmissionReview {
    private AdmissionReview() {}

    /** Why the admission at {@code index} makes no difference; empty when it makes one. Of two alike, the later is useless. */
    static Optional<String> whyUseless(List<Admission> admissions, int index) {
        var one = admissions.get(index);
        var minimum = one.minimumEffort();
        if (minimum != null && minimum.compareTo(BuildRequested.LONGEST_EFFORT) > 0) {
            return Optional.of("No build can be meant: none is larger than %s."
                    .formatted(Spoken.of(BuildRequested.LONGEST_EFFORT)));
        }
        return IntStream.range(0, admissions.size())
                .filter(i -> i != index && covers(admissions.get(i), one))
                .filter(i -> i < index || !covers(one, admissions.get(i)))
                .boxed()
                .findFirst()
                .map(i -> "It adds nothing: whatever it starts (%s), the band starts already (%s)."
                        .formatted(Spoken.of(one), Spoken.of(admissions.get(i))));
    }

    private static boolean covers(Admission wide, Admission narrow) {
        return wide.priorities().containsAll(narrow.priorities())
                && (!wide.approved() || narrow.approved())
                && (wide.tags().isEmpty()
                        || (!narrow.tags().isEmpty() && wide.tags().containsAll(narrow.tags())))
                && compare(wide.maximumEffort(), narrow.maximumEffort(), BuildRequested.LONGEST_EFFORT) >= 0
                && compare(wide.minimumEffort(), narrow.minimumEffort(), Duration.ZERO) <= 0;
    }

    private static int compare(@Nullable Duration one, @Nullable Duration other, Duration missing) {
        return (one == null ? missing : one).compareTo(other == null ? missing : other);
    }
}
