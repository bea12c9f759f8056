package io.afterhours.scheduler.planning;

import static io.afterhours.scheduler.planning.Facts.FRIDAY_NOON;
import static io.afterhours.scheduler.planning.Facts.at;
import static io.afterhours.scheduler.planning.Facts.build;
import static io.afterhours.scheduler.planning.Policies.ALL_DAY;
import static io.afterhours.scheduler.planning.Policies.band;
import static io.afterhours.scheduler.planning.Policies.everything;
import static io.afterhours.scheduler.planning.Policies.policy;
import static io.afterhours.scheduler.planning.Policies.sixSlotsAtNight;
import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.Category;
import io.afterhours.contracts.Priority;
import io.afterhours.scheduler.policy.Context;
import io.afterhours.scheduler.policy.ContextRule;
import io.afterhours.scheduler.policy.Hours;
import io.afterhours.scheduler.policy.Pick;
import io.afterhours.scheduler.policy.Policy;
import io.afterhours.scheduler.policy.Risk;
import io.afterhours.scheduler.policy.Whereabouts;
import io.afterhours.scheduler.policy.Whereabouts.Hand;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a plan starts where the person is, and around their meetings. */
class ContextPlanTest {
    @Test
    void holds_more_risk_than_is_taken_while_the_person_is_elsewhere() {
        var facts = Facts.of(build("B-1").category(Category.EXTERNAL_ACTION).approval(Approval.GRANTED));

        assertThat(facts.verdict("2026-11-20T23:30").code()).isEqualTo(VerdictCode.CONTEXT);
        assertThat(facts.verdict("2026-11-20T23:30").until()).contains(at("2026-11-21T07:00"));
        assertThat(facts.sentence("2026-11-20T23:30"))
                .isEqualTo("Waits: external action is more than the medium risk that is taken while you are asleep,"
                        + " until tomorrow 07:00; next start tomorrow 07:00.");
        assertThat(facts.sentence("2026-11-20T08:00"))
                .isEqualTo("Waits: external action is more than the low risk that is taken while nobody knows where"
                        + " you are, until today 09:00; next start today 09:00.");
    }

    @Test
    void a_context_that_was_set_without_an_end_holds_until_the_person_says_otherwise() {
        var facts = Facts.of(build("B-1").category(Category.EXTERNAL_ACTION).approval(Approval.GRANTED))
                .whereabouts(new Whereabouts(new Whereabouts.Hand(Context.SLEEPING, null), null));

        assertThat(facts.verdict(FRIDAY_NOON).code()).isEqualTo(VerdictCode.CONTEXT);
        assertThat(facts.verdict(FRIDAY_NOON).until()).isEmpty();
        assertThat(facts.sentence(FRIDAY_NOON))
                .isEqualTo("Waits: external action is more than the medium risk that is taken while you are asleep,"
                        + " until you say otherwise.");
    }

    @Test
    void a_build_that_waits_behind_what_suits_the_context_is_told_so() {
        var behind = Facts.of(build("B-1")).runnerSlots(1).live("B-9", null, at("2026-11-20T23:50"));
        var suits = Facts.of(build("B-1").kind("data-import")).runnerSlots(1).live("B-9", null, null);

        assertThat(behind.verdict("2026-11-20T23:30")
                        .text(at("2026-11-20T23:30"), Facts.BERLIN, new Place(1, 4, false, at("2026-11-21T01:10"))))
                .endsWith("; 4 builds are ahead, what suits while you are asleep first, so about tomorrow 01:10.");
        assertThat(suits.verdict("2026-11-20T23:30")
                        .text(at("2026-11-20T23:30"), Facts.BERLIN, new Place(1, 4, false, null)))
                .endsWith("; 4 builds are ahead.");
    }

    @Test
    void urgent_builds_start_wherever_the_person_is() {
        var urgent = build("B-1")
                .category(Category.EXTERNAL_ACTION)
                .approval(Approval.GRANTED)
                .priority(Priority.URGENT);

        assertThat(Facts.of(urgent).decide("2026-11-20T23:30").starts()).hasSize(1);
    }

    @Test
    void what_suits_the_context_goes_first_and_the_rest_takes_what_is_left() {
        var plan = Facts.of(
                        build("B-1"),
                        build("B-2"),
                        build("B-3").effort(Duration.ofHours(4)),
                        build("B-4").kind("data-import"),
                        build("B-5").category(Category.PERFORMANCE_OPTIMIZATION),
                        build("B-6").priority(Priority.URGENT))
                .runnerSlots(5)
                .policy(sixSlotsAtNight())
                .decide("2026-11-20T23:30");

        assertThat(plan.starts()).extracting(Candidate::id).containsExactly("B-6", "B-3", "B-4", "B-5", "B-1");
    }

    @Test
    void a_policy_may_keep_a_context_for_what_suits_it() {
        var gym = new ContextRule(
                Context.GYM,
                List.of(Hours.daily(LocalTime.of(12, 0), LocalTime.of(13, 0))),
                List.of(new Pick(Set.of("fitness", "analysis"), null, null)),
                true,
                Risk.HIGH);
        var policy = new Policy(
                "p", Facts.BERLIN, List.of(band(ALL_DAY, 1, everything())), List.of(), List.of(gym), List.of());

        assertThat(Facts.of(build("B-1")).policy(policy).verdict(FRIDAY_NOON).code())
                .isEqualTo(VerdictCode.CONTEXT);
        assertThat(Facts.of(build("B-1")).policy(policy).sentence(FRIDAY_NOON))
                .isEqualTo("Waits: only analysis or fitness builds start while you are at the gym, until today 13:00;"
                        + " next start today 13:00.");
        assertThat(Facts.of(build("B-1").kind("analysis"))
                        .policy(policy)
                        .decide(FRIDAY_NOON)
                        .starts())
                .hasSize(1);
    }

    @Test
    void the_sentence_names_everything_that_a_context_is_kept_for() {
        var asleep = new ContextRule(
                Context.SLEEPING,
                List.of(Hours.daily(LocalTime.of(23, 0), LocalTime.of(7, 0))),
                List.of(
                        new Pick(Set.of(), null, Duration.ofHours(2)),
                        new Pick(Set.of("data", "optimization"), null, null),
                        new Pick(Set.of("content"), Duration.ofMinutes(30), Duration.ofMinutes(10))),
                true,
                Risk.HIGH);
        var policy = new Policy(
                "p", Facts.BERLIN, List.of(band(ALL_DAY, 1, everything())), List.of(), List.of(asleep), List.of());

        assertThat(Facts.of(build("B-1")).policy(policy).sentence("2026-11-20T23:30"))
                .isEqualTo("Waits: only builds from 2 h, data or optimization builds and content builds of 10 min to"
                        + " 30 min start while you are asleep, until tomorrow 07:00; next start tomorrow 07:00.");
        assertThat(Facts.of(build("B-1").effort(Duration.ofHours(2)))
                        .policy(policy)
                        .decide("2026-11-20T23:30")
                        .starts())
                .hasSize(1);
    }

    @Test
    void a_policy_without_contexts_holds_nothing_wherever_the_person_is() {
        var policy = policy(band(ALL_DAY, 1, everything()));
        for (var context : Context.values()) {
            var facts = Facts.of(build("B-1").category(Category.EXTERNAL_ACTION))
                    .policy(policy)
                    .whereabouts(new Whereabouts(new Hand(context, null), null));

            assertThat(facts.decide(FRIDAY_NOON).starts()).hasSize(1);
        }
    }

    @Test
    void the_persons_word_counts_before_presence_and_presence_before_the_calendar() {
        var facts = Facts.of(build("B-1").category(Category.EXTERNAL_ACTION).approval(Approval.GRANTED));
        var night = at("2026-11-20T23:30");
        var seen = new Whereabouts(null, night.minusSeconds(60));
        var saidSo = new Whereabouts(new Hand(Context.SLEEPING, at("2026-11-20T23:40")), night.minusSeconds(60));

        assertThat(facts.whereabouts(seen).decide("2026-11-20T23:30").starts()).hasSize(1);
        assertThat(facts.whereabouts(saidSo).verdict("2026-11-20T23:30").until())
                .contains(at("2026-11-20T23:40"));
        assertThat(facts.whereabouts(saidSo).decide("2026-11-20T23:43").starts())
                .hasSize(1);
        assertThat(facts.whereabouts(saidSo).verdict("2026-11-20T23:44").until())
                .contains(at("2026-11-21T07:00"));
    }

    @Test
    void nothing_starts_that_would_run_into_a_meeting() {
        var facts = Facts.of(build("B-1").atMost(Duration.ofMinutes(45)))
                .meeting("2026-11-20T12:40", "2026-11-20T13:00", null)
                .meeting("2026-11-20T13:30", "2026-11-20T14:00", null);

        assertThat(facts.decide("2026-11-20T11:55").starts()).hasSize(1);
        assertThat(facts.verdict(FRIDAY_NOON).code()).isEqualTo(VerdictCode.CALENDAR);
        assertThat(facts.verdict(FRIDAY_NOON).until()).contains(at("2026-11-20T14:00"));
        assertThat(facts.sentence(FRIDAY_NOON))
                .isEqualTo(
                        "Waits: with up to 45 min it would run into the meeting at today 12:40; next start today 14:00.");
        assertThat(facts.decide("2026-11-20T14:00").starts()).hasSize(1);
    }

    @Test
    void nothing_starts_while_a_meeting_is_on_and_its_title_is_said_only_where_it_may_be_known() {
        var facts = Facts.of(build("B-1")).meeting("2026-11-20T11:00", "2026-11-20T13:00", "Review of Atlas");

        assertThat(facts.sentence(FRIDAY_NOON))
                .isEqualTo("Waits: the meeting \"Review of Atlas\" is on until today 13:00; next start today 13:00.");
    }

    @Test
    void a_meeting_that_lasts_as_long_as_a_band_moves_the_start_to_the_next() {
        var facts = Facts.of(build("B-1").priority(Priority.MEDIUM).effort(Duration.ofHours(4)))
                .meeting("2026-11-20T22:00", "2026-11-21T06:00", null);

        assertThat(facts.verdict(FRIDAY_NOON).code()).isEqualTo(VerdictCode.PRIORITY);
        assertThat(facts.verdict(FRIDAY_NOON).until()).contains(at("2026-11-21T10:00"));
    }
}
