package io.afterhours.scheduler.planning;

import io.afterhours.contracts.Priority;
import io.afterhours.scheduler.policy.Admission;
import io.afterhours.scheduler.policy.Band;
import io.afterhours.scheduler.policy.BundledPolicies;
import io.afterhours.scheduler.policy.Hours;
import io.afterhours.scheduler.policy.Policy;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;

/** Policies as small as a test needs them. */
final class Policies {
    static final Hours ALL_DAY = Hours.daily(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

    private Policies() {}

    static Policy sixSlotsAtNight() {
        var night = BundledPolicies.night(Facts.BERLIN);
        return new Policy(
                "p", night.zone(), List.of(band(ALL_DAY, 6, everything())), List.of(), night.contexts(), List.of());
    }

    static Policy policy(Band... bands) {
        return new Policy("p", Facts.BERLIN, List.of(bands), List.of(), List.of(), List.of());
    }

    static Band band(Hours hours, int slots, Admission admission) {
        return new Band("band", hours, slots, List.of(admission));
    }

    static Admission everything() {
        return Admission.of(EnumSet.allOf(Priority.class));
    }
}
