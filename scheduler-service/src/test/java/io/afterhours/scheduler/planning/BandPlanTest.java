package io.afterhours.scheduler.planning;

import static io.afterhours.scheduler.planning.Facts.FRIDAY_NIGHT;
import static io.afterhours.scheduler.planning.Facts.FRIDAY_NOON;
import static io.afterhours.scheduler.planning.Facts.at;
import static io.afterhours.scheduler.planning.Facts.build;
import static io.afterhours.scheduler.planning.Policies.ALL_DAY;
import static io.afterhours.scheduler.planning.Policies.band;
import static io.afterhours.scheduler.planning.Policies.everything;
import static io.afterhours.scheduler.planning.Policies.policy;
import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.Priority;
import io.afterhours.scheduler.policy.Admission;
import io.afterhours.scheduler.policy.Band;
import io.afterhours.scheduler.policy.BundledPolicies;
import io.afterhours.scheduler.policy.Hours;
import io.afterhours.scheduler.policy.Policy;
import io.afterhours.scheduler.policy.Quiet;
import io.afterhours.scheduler.policy.QuietLevel;
import java.time.Duration;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a plan starts at which hours: bands, their sizes and quiet hours. */
class BandPlanTest {
    @Test
    void holds_a_medium_build_until_the_night_band_opens() {
        var facts = Facts.of(build("B-1").priority(Priority.MEDIUM).effort(Duration.ofHours(4)));

        assertThat(facts.verdict(FRIDAY_NOON).code()).isEqualTo(VerdictCode.PRIORITY);
        assertThat(facts.verdict(FRIDAY_NOON).until()).contains(at("2026-11-20T22:00"));
        assertThat(facts.sentence(FRIDAY_NOON))
                .isEqualTo("Waits: medium priority starts between 22:00 and 06:00; next start today 22:00.");
        assertThat(facts.decide(FRIDAY_NIGHT).starts()).hasSize(1);
    }

    @Test
    void a_medium_quick_win_may_start_in_the_evening_already() {
        assertThat(Facts.of(build("B-1").priority(Priority.MEDIUM)).sentence(FRIDAY_NOON))
                .isEqualTo("Waits: medium priority starts between 18:00 and 22:00; next start today 18:00.");
    }

    @Test
    void says_so_when_no_band_ever_starts_the_priority() {
        var policy = policy(band(ALL_DAY, 1, Admission.of(Set.of(Priority.URGENT))));
        var facts = Facts.of(build("B-1")).policy(policy);

        assertThat(facts.sentence(FRIDAY_NOON)).isEqualTo("Waits: no band of the policy starts high priority.");
        assertThat(facts.verdict(FRIDAY_NOON).until()).isEmpty();
    }

    @Test
    void holds_a_build_that_is_larger_than_the_band_starts() {
        var facts = Facts.of(build("B-1").effort(Duration.ofMinutes(390)));

        assertThat(facts.verdict(FRIDAY_NIGHT).code()).isEqualTo(VerdictCode.EFFORT);
        assertThat(facts.sentence(FRIDAY_NIGHT))
                .isEqualTo("Waits: 6 h 30 min is over the 6 h that may start now; next start tomorrow 06:00.");
    }

    @Test
    void holds_a_build_that_is_smaller_than_the_band_starts() {
        var large = new Admission(EnumSet.allOf(Priority.class), null, Duration.ofHours(2), Set.of(), false);
        var facts = Facts.of(build("B-1")).policy(policy(band(ALL_DAY, 1, large)));

        assertThat(facts.verdict(FRIDAY_NOON).code()).isEqualTo(VerdictCode.EFFORT);
        assertThat(facts.sentence(FRIDAY_NOON)).isEqualTo("Waits: with 1 h it is too small for this band.");
    }

    @Test
    void an_approved_long_build_may_start_at_work_hours_and_a_short_one_may_not() {
        var medium = build("B-1").priority(Priority.MEDIUM).approval(Approval.GRANTED);

        assertThat(Facts.of(medium.effort(Duration.ofHours(5)))
                        .decide(FRIDAY_NOON)
                        .starts())
                .hasSize(1);
        assertThat(Facts.of(medium.effort(Duration.ofHours(1)))
                        .verdict(FRIDAY_NOON)
                        .code())
                .isEqualTo(VerdictCode.EFFORT);
    }

    @Test
    void holds_a_build_without_the_tag_that_the_band_wants() {
        var tagged = new Admission(EnumSet.allOf(Priority.class), null, null, Set.of("revenue", "urgent-fix"), false);
        var policy = policy(band(ALL_DAY, 1, tagged));

        assertThat(Facts.of(build("B-1")).policy(policy).verdict(FRIDAY_NOON).code())
                .isEqualTo(VerdictCode.TAGS);
        assertThat(Facts.of(build("B-1")).policy(policy).sentence(FRIDAY_NOON))
                .isEqualTo("Waits: only builds tagged revenue or urgent-fix start now.");
        assertThat(Facts.of(build("B-1").tags("revenue"))
                        .policy(policy)
                        .decide(FRIDAY_NOON)
                        .starts())
                .hasSize(1);
    }

    @Test
    void the_sentence_names_the_size_and_the_tags_with_which_this_build_would_start() {
        var medium = new Admission(Set.of(Priority.MEDIUM), Duration.ofHours(2), null, Set.of(), false);
        var high = new Admission(Set.of(Priority.HIGH), Duration.ofHours(6), null, Set.of("revenue"), false);
        var low = new Admission(Set.of(Priority.LOW), null, null, Set.of("chores"), false);
        var policy = policy(new Band("mixed", ALL_DAY, 1, List.of(medium, high, low)));

        assertThat(Facts.of(build("B-1").priority(Priority.MEDIUM).effort(Duration.ofHours(3)))
                        .policy(policy)
                        .sentence(FRIDAY_NOON))
                .isEqualTo("Waits: 3 h is over the 2 h that may start now.");
        assertThat(Facts.of(build("B-1").priority(Priority.HIGH)).policy(policy).sentence(FRIDAY_NOON))
                .isEqualTo("Waits: only builds tagged revenue start now.");
    }

    @Test
    void holds_a_build_that_would_run_past_the_bands_that_start_it() {
        var medium = build("B-1").priority(Priority.MEDIUM).atMost(Duration.ofHours(5));
        var facts = Facts.of(medium);

        assertThat(facts.decide("2026-11-20T01:00").starts()).hasSize(1);
        assertThat(facts.verdict("2026-11-20T01:01").code()).isEqualTo(VerdictCode.WINDOW);
        assertThat(facts.verdict("2026-11-20T01:01").until()).contains(at("2026-11-20T18:00"));
        assertThat(facts.sentence("2026-11-20T01:01"))
                .isEqualTo("Waits: with up to 5 h it would run past today 06:00, when what may start it ends;"
                        + " next start today 18:00.");
    }

    @Test
    void bands_that_follow_one_another_and_all_start_the_build_are_one_window() {
        var high = Facts.of(build("B-1").atMost(Duration.ofHours(5)));

        assertThat(high.decide("2026-11-20T05:59").starts()).hasSize(1);
    }

    @Test
    void says_so_when_a_build_fits_nowhere() {
        var facts = Facts.of(
                build("B-1").priority(Priority.LOW).approval(Approval.GRANTED).atMost(Duration.ofHours(13)));

        for (var hour : List.of(FRIDAY_NOON, FRIDAY_NIGHT, "2026-11-21T10:00")) {
            assertThat(facts.verdict(hour).code()).isEqualTo(VerdictCode.WINDOW);
            assertThat(facts.verdict(hour).until()).isEmpty();
            assertThat(facts.sentence(hour))
                    .isEqualTo("Held: it may take 13 h, and the policy never gives a build like it more than 12 h at a"
                            + " stretch. Make it smaller, or let a band of the policy overrun.");
        }
    }

    @Test
    void a_band_may_let_builds_run_past_its_end() {
        var night =
                new Band("night", Hours.daily(LocalTime.of(22, 0), LocalTime.of(6, 0)), 1, List.of(everything()), true);
        var facts = Facts.of(build("B-1").atMost(Duration.ofHours(13))).policy(policy(night));

        assertThat(facts.decide("2026-11-20T05:59").starts()).hasSize(1);
    }

    @Test
    void nothing_starts_between_bands() {
        var policy = policy(band(Hours.daily(LocalTime.of(22, 0), LocalTime.of(6, 0)), 1, everything()));
        var facts = Facts.of(build("B-1")).policy(policy);

        assertThat(facts.verdict(FRIDAY_NOON).code()).isEqualTo(VerdictCode.NO_BAND);
        assertThat(facts.sentence(FRIDAY_NOON))
                .isEqualTo("Waits: no band of the policy is open; next start today 22:00.");
    }

    @Test
    void urgent_passes_soft_quiet_hours_and_nothing_else_does() {
        var saver = BundledPolicies.saver(Facts.BERLIN);
        var high = Facts.of(build("B-1")).policy(saver);
        var urgent = Facts.of(build("B-1").priority(Priority.URGENT)).policy(saver);

        assertThat(urgent.decide(FRIDAY_NIGHT).starts()).hasSize(1);
        assertThat(high.verdict(FRIDAY_NIGHT).code()).isEqualTo(VerdictCode.QUIET);
        assertThat(high.sentence(FRIDAY_NIGHT))
                .isEqualTo("Waits: only urgent builds start in the quiet hours until tomorrow 06:00;"
                        + " next start tomorrow 06:00.");
    }

    @Test
    void nothing_passes_hard_quiet_hours() {
        var quiet = new Quiet(QuietLevel.HARD, Hours.daily(LocalTime.of(12, 0), LocalTime.of(13, 0)));
        var policy = new Policy(
                "p", Facts.BERLIN, List.of(band(ALL_DAY, 1, everything())), List.of(quiet), List.of(), List.of());
        var facts = Facts.of(build("B-1").priority(Priority.URGENT)).policy(policy);

        assertThat(facts.verdict(FRIDAY_NOON).code()).isEqualTo(VerdictCode.QUIET);
        assertThat(facts.sentence(FRIDAY_NOON))
                .isEqualTo("Waits: nothing starts in the quiet hours until today 13:00; next start today 13:00.");
    }

    @Test
    void a_band_may_have_no_slots() {
        var policy = policy(
                new Band("none", Hours.daily(LocalTime.of(9, 0), LocalTime.of(17, 0)), 0, List.of(everything())),
                band(Hours.daily(LocalTime.of(17, 0), LocalTime.of(9, 0)), 1, everything()));

        assertThat(Facts.of(build("B-1")).policy(policy).sentence(FRIDAY_NOON))
                .isEqualTo("Waits: the open band has no slot; next start today 17:00.");
    }
}
