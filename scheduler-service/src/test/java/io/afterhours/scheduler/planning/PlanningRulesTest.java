package io.afterhours.scheduler.planning;

import static io.afterhours.scheduler.planning.Facts.at;
import static io.afterhours.scheduler.planning.Facts.build;
import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.Category;
import io.afterhours.contracts.Priority;
import io.afterhours.contracts.agent.Dependency.OnFailure;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.scheduler.policy.Admission;
import io.afterhours.scheduler.policy.Band;
import io.afterhours.scheduler.policy.BundledPolicies;
import io.afterhours.scheduler.policy.Context;
import io.afterhours.scheduler.policy.ContextRule;
import io.afterhours.scheduler.policy.Hours;
import io.afterhours.scheduler.policy.Pick;
import io.afterhours.scheduler.policy.Policy;
import io.afterhours.scheduler.policy.Quiet;
import io.afterhours.scheduler.policy.QuietLevel;
import io.afterhours.scheduler.policy.Risk;
import io.afterhours.scheduler.policy.Whereabouts;
import io.afterhours.scheduler.policy.Whereabouts.Hand;
import java.time.Duration;
import java.time.LocalTime;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class PlanningRulesTest {
    private static final String FRIDAY_NOON = "2026-11-20T12:00";
    private static final String FRIDAY_NIGHT = "2026-11-20T23:00";
    private static final Hours ALL_DAY = Hours.daily(LocalTime.MIDNIGHT, LocalTime.MIDNIGHT);

    @Test
    void starts_a_build_that_nothing_holds() {
        var plan = Facts.of(build("B-1")).decide(FRIDAY_NOON);

        assertThat(plan.starts()).extracting(Candidate::id).containsExactly("B-1");
        assertThat(plan.holds()).isEmpty();
        assertThat(plan.verdictOn("B-1")).contains(new Verdict.Start());
        assertThat(plan.verdictOn("B-2")).isEmpty();
        assertThat(plan.nextLook()).isNull();
    }

    @Test
    void starts_in_the_order_given_until_the_slots_are_taken() {
        var plan = Facts.of(build("B-1"), build("B-2"), build("B-3"), build("B-4"))
                .live("B-0", null, null)
                .decide(FRIDAY_NIGHT);

        assertThat(plan.starts()).extracting(Candidate::id).containsExactly("B-1", "B-2");
        assertThat(plan.holds()).extracting(each -> each.candidate().id()).containsExactly("B-3", "B-4");
    }

    @Test
    void a_candidate_that_is_held_holds_none_behind_it() {
        var plan =
                Facts.of(build("B-1").approval(Approval.NEEDED), build("B-2")).decide(FRIDAY_NOON);

        assertThat(plan.starts()).extracting(Candidate::id).containsExactly("B-2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "PAUSED   | Waits: paused; resume to let builds start.",
                "DRAINING | Waits: drained; nothing runs any more, resume to let builds start.",
                "STOPPED  | Waits: stopped; resume to let builds start.",
            })
    void nothing_starts_while_paused(Mode mode, String sentence) {
        var facts = Facts.of(build("B-1"), build("B-2")).mode(mode);

        assertThat(facts.decide(FRIDAY_NOON).starts()).isEmpty();
        assertThat(facts.verdict(FRIDAY_NOON).code()).isEqualTo(VerdictCode.PAUSED);
        assertThat(facts.verdict(FRIDAY_NOON).until()).isEmpty();
        assertThat(facts.sentence(FRIDAY_NOON)).isEqualTo(sentence);
    }

    @Test
    void while_something_runs_the_suite_is_draining_and_then_it_is_drained() {
        var draining = Facts.of(build("B-1")).mode(Mode.DRAINING).live("B-9", null, null);

        assertThat(draining.sentence(FRIDAY_NOON))
                .isEqualTo("Waits: draining; what runs is let finish, resume to let builds start.");
    }

    @Test
    void a_pause_with_an_end_is_over_by_itself() {
        var facts = Facts.of(build("B-1")).pausedUntil("2026-11-20T12:30");

        assertThat(facts.sentence(FRIDAY_NOON)).isEqualTo("Waits: paused until today 12:30; next start today 12:30.");
        assertThat(facts.verdict(FRIDAY_NOON).until()).contains(at("2026-11-20T12:30"));
        assertThat(facts.decide(FRIDAY_NOON).nextLook()).isEqualTo(at("2026-11-20T12:30"));
        assertThat(facts.decide("2026-11-20T12:30").starts()).hasSize(1);
    }

    @Test
    void after_a_pause_a_build_waits_for_its_hours_as_ever() {
        var facts = Facts.of(build("B-1").priority(Priority.MEDIUM)).pausedUntil("2026-11-20T12:30");

        assertThat(facts.sentence(FRIDAY_NOON)).isEqualTo("Waits: paused until today 12:30; next start today 18:00.");
    }

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
    void a_build_that_was_taken_out_of_the_night_waits_for_its_end() {
        var facts = Facts.of(build("B-1").asked(new NightWish(at("2026-11-21T06:00"), null)), build("B-2"));

        assertThat(facts.verdict(FRIDAY_NIGHT).code()).isEqualTo(VerdictCode.VETO);
        assertThat(facts.verdict(FRIDAY_NIGHT).until()).contains(at("2026-11-21T06:00"));
        assertThat(facts.sentence(FRIDAY_NIGHT))
                .isEqualTo("Waits: you took it out of the night's plan; it may start from tomorrow 06:00.");
        assertThat(facts.decide(FRIDAY_NIGHT).starts())
                .extracting(Candidate::id)
                .containsExactly("B-2");
        assertThat(facts.decide(FRIDAY_NIGHT).nextLook()).isEqualTo(at("2026-11-21T00:00"));
        assertThat(facts.decide("2026-11-21T06:00").starts()).hasSize(1);
    }

    @Test
    void a_build_that_was_taken_out_and_may_not_start_when_the_night_ends_says_both_times() {
        var facts = Facts.of(build("B-1")
                .priority(Priority.MEDIUM)
                .effort(Duration.ofHours(4))
                .asked(new NightWish(at("2026-11-21T06:00"), null)));

        assertThat(facts.sentence(FRIDAY_NIGHT))
                .isEqualTo(
                        "Waits: you took it out of the night's plan until tomorrow 06:00; next start tomorrow 10:00.");
    }

    @Test
    void what_a_person_put_first_goes_before_all_but_urgent_builds_in_the_order_given() {
        var night = at("2026-11-21T06:00");
        var plan = Facts.of(
                        build("B-1"),
                        build("B-2"),
                        build("B-3").asked(new NightWish(night, 2)),
                        build("B-4").asked(new NightWish(night, 1)),
                        build("B-5").priority(Priority.URGENT))
                .decide(FRIDAY_NIGHT);

        assertThat(plan.starts()).extracting(Candidate::id).containsExactly("B-5", "B-4", "B-3");
    }

    @Test
    void a_wish_of_a_night_that_is_over_asks_nothing() {
        var over = at("2026-11-20T06:00");
        var taken = build("B-1").build().asked(new NightWish(over, null), at(FRIDAY_NIGHT));
        var placed = build("B-1").build().asked(new NightWish(over, 1), at(FRIDAY_NIGHT));

        assertThat(taken.outUntil()).isNull();
        assertThat(placed.place()).isNull();
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
                .isEqualTo("Waits: only analysis, fitness starts while you are at the gym, until today 13:00;"
                        + " next start today 13:00.");
        assertThat(Facts.of(build("B-1").kind("analysis"))
                        .policy(policy)
                        .decide(FRIDAY_NOON)
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "QUEUED     | is queued",
                "DISPATCHED | is on its way to a runner",
                "RUNNING    | is running",
                "VERIFYING  | is being verified",
                "RETRYING   | waits for its next attempt",
                "ESCALATED  | waits for your answer",
            })
    void waits_for_a_dependency_that_is_not_over(BuildState state, String stands) {
        var facts = Facts.of(build("B-1").after("B-7", state));

        assertThat(facts.verdict(FRIDAY_NOON).code()).isEqualTo(VerdictCode.DEPENDENCY);
        assertThat(facts.verdict(FRIDAY_NOON).until()).isEmpty();
        assertThat(facts.sentence(FRIDAY_NOON)).isEqualTo("Waits for B-7 (Build B-7), which " + stands + ".");
    }

    @Test
    void of_several_dependencies_the_one_that_is_at_work_is_named() {
        var facts = Facts.of(build("B-1")
                .after("B-2", BuildState.FINISHED)
                .after("B-3", BuildState.QUEUED)
                .after("B-4", BuildState.RUNNING));

        assertThat(facts.sentence(FRIDAY_NOON)).isEqualTo("Waits for B-4 (Build B-4), which is running (and 1 more).");
    }

    @Test
    void a_build_goes_on_about_when_the_last_of_those_it_waits_for_should_be_done() {
        var facts = Facts.of(build("B-1")
                .after("B-3", BuildState.QUEUED, at("2026-11-20T23:10"))
                .after("B-4", BuildState.RUNNING, at("2026-11-20T12:40")));

        assertThat(facts.verdict(FRIDAY_NOON).until()).contains(at("2026-11-20T23:10"));
        assertThat(facts.sentence(FRIDAY_NOON))
                .isEqualTo("Waits for B-4 (Build B-4), which is running (and 1 more), all done about today 23:10.");
    }

    @Test
    void nobody_says_when_it_goes_on_where_of_one_of_them_nobody_knows_or_its_time_is_over() {
        var unknown = build("B-1")
                .after("B-3", BuildState.ESCALATED)
                .after("B-4", BuildState.RUNNING, at("2026-11-20T12:40"));
        var overdue = build("B-1").after("B-4", BuildState.RUNNING, at(FRIDAY_NOON));

        assertThat(Facts.of(unknown).verdict(FRIDAY_NOON).until()).isEmpty();
        assertThat(Facts.of(overdue).verdict(FRIDAY_NOON).until()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"FAILED, failed", "CANCELLED, was cancelled", "REJECTED, was rejected"})
    void a_dependency_that_did_not_finish_blocks_until_the_person_acts(BuildState state, String ended) {
        var facts = Facts.of(build("B-1").after("B-7", state));

        assertThat(facts.verdict(FRIDAY_NOON).code()).isEqualTo(VerdictCode.DEPENDENCY_FAILED);
        assertThat(facts.sentence(FRIDAY_NOON))
                .isEqualTo("Held: B-7 (Build B-7), which it depends on, " + ended
                        + ". Retry that one or cancel this one.");
    }

    @ParameterizedTest
    @EnumSource(
            value = BuildState.class,
            names = {"FAILED", "CANCELLED", "REJECTED", "FINISHED"})
    void an_edge_may_say_that_the_build_goes_on_when_the_other_one_failed(BuildState state) {
        var facts = Facts.of(build("B-1").after("B-7", state, OnFailure.CONTINUE));

        assertThat(facts.decide(FRIDAY_NOON).starts()).hasSize(1);
    }

    @Test
    void a_blocker_holds_until_the_person_removes_it() {
        var facts = Facts.of(build("B-1").blocker("No API key yet.").blocker("No design"));

        assertThat(facts.verdict(FRIDAY_NOON).code()).isEqualTo(VerdictCode.BLOCKER);
        assertThat(facts.sentence(FRIDAY_NOON))
                .isEqualTo("Held by a blocker: No API key yet (and 1 more). Remove it to let the build start.");
    }

    @Test
    void asks_for_approval_and_says_when_it_could_then_start() {
        var facts = Facts.of(build("B-1").category(Category.NEW_FEATURE).approval(Approval.NEEDED));

        assertThat(facts.verdict(FRIDAY_NOON).code()).isEqualTo(VerdictCode.APPROVAL);
        assertThat(facts.verdict(FRIDAY_NOON).until()).isEmpty();
        assertThat(facts.sentence(FRIDAY_NOON))
                .isEqualTo("Needs your approval (new feature); approved, it could start at once.");
    }

    @Test
    void asks_for_approval_of_low_priority() {
        var facts = Facts.of(build("B-1").priority(Priority.LOW).approval(Approval.NEEDED));

        assertThat(facts.sentence(FRIDAY_NOON))
                .isEqualTo("Needs your approval (low priority); approved, it could start today 18:00.");
    }

    @Test
    void waits_for_the_start_that_was_asked_for_and_then_for_a_band() {
        var facts = Facts.of(build("B-1")
                .priority(Priority.MEDIUM)
                .effort(Duration.ofHours(5))
                .earliestStart(at("2026-11-23T09:00")));

        assertThat(facts.verdict(FRIDAY_NOON).code()).isEqualTo(VerdictCode.EARLIEST_START);
        assertThat(facts.sentence(FRIDAY_NOON))
                .isEqualTo("Waits: not before Monday 09:00, as asked; next start Monday 22:00.");
        assertThat(facts.decide("2026-11-23T22:00").starts()).hasSize(1);
    }

    @Test
    void waits_for_its_next_attempt() {
        var soon = Facts.of(build("B-1").retryAt(at("2026-11-20T12:00:05")));
        var later = Facts.of(build("B-1").priority(Priority.MEDIUM).retryAt(at("2026-11-20T12:10")));

        assertThat(soon.verdict(FRIDAY_NOON).code()).isEqualTo(VerdictCode.RETRY_WAIT);
        assertThat(soon.sentence(FRIDAY_NOON)).isEqualTo("Waits: goes again today 12:00:05.");
        assertThat(soon.decide("2026-11-20T12:00:05").starts()).hasSize(1);
        assertThat(later.sentence(FRIDAY_NOON))
                .isEqualTo("Waits: goes again after today 12:10; next start today 18:00.");
    }

    @ParameterizedTest
    @CsvSource({"day, today's", "week, this week's", "month, this month's", "atlas, the atlas"})
    void nothing_starts_over_a_hard_budget(String name, String whose) {
        var facts = Facts.of(build("B-1")).budget(spent(name, "2026-11-21T00:00"));

        assertThat(facts.decide(FRIDAY_NOON).starts()).isEmpty();
        assertThat(facts.verdict(FRIDAY_NOON).code()).isEqualTo(VerdictCode.BUDGET);
        assertThat(facts.verdict(FRIDAY_NOON).until()).contains(at("2026-11-21T00:00"));
        assertThat(facts.sentence(FRIDAY_NOON))
                .isEqualTo("Over " + whose + " budget: $20.00 of $20.00 spent; next start tomorrow 00:00.");
    }

    @Test
    void of_two_spent_budgets_the_one_that_lasts_longer_is_named() {
        var facts = Facts.of(build("B-1"))
                .budget(spent("day", "2026-11-21T00:00"))
                .budget(spent("week", "2026-11-23T00:00"));

        assertThat(facts.sentence(FRIDAY_NOON))
                .isEqualTo("Over this week's budget: $20.00 of $20.00 spent; next start Monday 00:00.");
    }

    @Test
    void a_build_that_may_cost_more_than_is_left_of_a_budget_waits_until_it_is_empty_again() {
        var facts = Facts.of(build("B-1").mayCost(3_000_000_000L)).budget(day(18, 0));

        assertThat(facts.verdict(FRIDAY_NOON).code()).isEqualTo(VerdictCode.BUDGET);
        assertThat(facts.sentence(FRIDAY_NOON))
                .isEqualTo(
                        "Waits: it may cost $3.00, and of today's budget only $2.00 is left; next start tomorrow 00:00.");
    }

    @Test
    void a_build_that_may_cost_more_than_the_whole_budget_waits_for_a_person() {
        var facts = Facts.of(build("B-1").mayCost(21_000_000_000L)).budget(day(0, 0));

        assertThat(facts.verdict(FRIDAY_NOON).until()).isEmpty();
        assertThat(facts.sentence(FRIDAY_NOON))
                .isEqualTo(
                        "Held: it may cost $21.00, more than all of today's budget of $20.00. Raise the budget, or make"
                                + " the build smaller.");
    }

    @Test
    void a_build_for_which_others_hold_the_room_waits_until_one_of_them_ends() {
        var facts = Facts.of(build("B-1").mayCost(3_000_000_000L))
                .live("B-7", null, at("2026-11-20T23:10"))
                .budget(day(12, 6));

        assertThat(facts.verdict(FRIDAY_NIGHT).code()).isEqualTo(VerdictCode.BUDGET_RESERVED);
        assertThat(facts.verdict(FRIDAY_NIGHT).until()).contains(at("2026-11-20T23:10"));
        assertThat(facts.sentence(FRIDAY_NIGHT))
                .isEqualTo(
                        "Waits for room in today's budget: of $20.00, $12.00 is spent and $6.00 reserved for what runs, and"
                                + " it may cost $3.00; room comes free about today 23:10.");
    }

    @Test
    void a_cheaper_build_starts_where_a_dearer_one_has_no_room() {
        var facts = Facts.of(build("B-1").mayCost(3_000_000_000L), build("B-2").mayCost(1_000_000_000L))
                .budget(day(12, 6));

        assertThat(facts.decide(FRIDAY_NIGHT).starts())
                .extracting(Candidate::id)
                .containsExactly("B-2");
    }

    @Test
    void what_starts_takes_its_room_from_those_behind_it() {
        var facts = Facts.of(build("B-1").mayCost(1_500_000_000L), build("B-2").mayCost(1_500_000_000L))
                .budget(day(18, 0));

        assertThat(facts.decide(FRIDAY_NIGHT).starts())
                .extracting(Candidate::id)
                .containsExactly("B-1");
    }

    @Test
    void a_soft_budget_or_one_that_is_renewed_holds_nothing() {
        var soft = new Budget("day", 30, 20, false, at("2026-11-21T00:00"));
        var over = spent("day", FRIDAY_NOON);

        assertThat(Facts.of(build("B-1"))
                        .budget(soft)
                        .budget(over)
                        .decide(FRIDAY_NOON)
                        .starts())
                .hasSize(1);
    }

    @Test
    void two_live_attempts_never_share_a_workspace() {
        var facts = Facts.of(build("B-1").workspace("/atlas"), build("B-2").workspace("/atlas"))
                .live("B-0", "/atlas", at("2026-11-20T23:40"));

        assertThat(facts.decide(FRIDAY_NIGHT).starts()).isEmpty();
        assertThat(facts.verdict(FRIDAY_NIGHT).code()).isEqualTo(VerdictCode.WORKSPACE);
        assertThat(facts.verdict(FRIDAY_NIGHT).until()).contains(at("2026-11-20T23:40"));
        assertThat(facts.sentence(FRIDAY_NIGHT))
                .isEqualTo("Waits: B-0 (Build B-0) works in /atlas, done about today 23:40.");
    }

    @Test
    void a_start_takes_its_workspace_for_those_behind_it() {
        var plan = Facts.of(build("B-1").workspace("/atlas"), build("B-2").workspace("/atlas"), build("B-3"))
                .decide(FRIDAY_NIGHT);

        assertThat(plan.starts()).extracting(Candidate::id).containsExactly("B-1", "B-3");
    }

    @Test
    void waits_for_a_slot_and_says_who_holds_them() {
        var facts = Facts.of(build("B-1"))
                .live("B-7", null, at("2026-11-20T23:50"))
                .live("B-8", null, null)
                .live("B-9", null, at("2026-11-20T23:30"));

        assertThat(facts.verdict(FRIDAY_NIGHT).code()).isEqualTo(VerdictCode.SLOTS);
        assertThat(facts.sentence(FRIDAY_NIGHT))
                .isEqualTo("Waits: all 3 slots are taken by B-7, B-8, B-9; next one free about today 23:30.");
    }

    @Test
    void more_may_run_than_there_are_slots_after_the_band_changed() {
        var facts = Facts.of(build("B-1"))
                .live("B-7", null, null)
                .live("B-8", null, null)
                .live("B-9", null, null)
                .live("B-10", null, null)
                .live("B-11", null, null);

        assertThat(facts.sentence(FRIDAY_NOON)).isEqualTo("Waits: the only slot is taken by B-7, B-8, B-9 and 2 more.");
    }

    @Test
    void says_so_when_no_runner_is_there() {
        var facts = Facts.of(build("B-1")).runnerSlots(0);

        assertThat(facts.verdict(FRIDAY_NOON).code()).isEqualTo(VerdictCode.RUNNER);
        assertThat(facts.verdict(FRIDAY_NOON).until()).isEmpty();
        assertThat(facts.sentence(FRIDAY_NOON))
                .isEqualTo(
                        "Waits: no runner takes builds, and nobody can say when one will; see `afterhours runners` and the"
                                + " inbox, or start one with `afterhours up`.");
    }

    @Test
    void never_starts_more_than_the_runners_can_take() {
        var plan = Facts.of(build("B-1"), build("B-2"), build("B-3"))
                .runnerSlots(2)
                .decide(FRIDAY_NIGHT);

        assertThat(plan.starts()).hasSize(2);
        assertThat(plan.verdictOn("B-3").orElseThrow())
                .isEqualTo(new Verdict.NoSlot(2, List.of("B-1", "B-2"), at("2026-11-20T23:30"), Context.SLEEPING));
    }

    @Test
    void a_band_may_have_no_slots() {
        var policy = policy(
                new Band("none", Hours.daily(LocalTime.of(9, 0), LocalTime.of(17, 0)), 0, List.of(everything())),
                band(Hours.daily(LocalTime.of(17, 0), LocalTime.of(9, 0)), 1, everything()));

        assertThat(Facts.of(build("B-1")).policy(policy).sentence(FRIDAY_NOON))
                .isEqualTo("Waits: the open band has no slot; next start today 17:00.");
    }

    @Test
    void what_needs_the_person_is_said_before_what_the_clock_will_settle() {
        var everythingIsWrong = build("B-1")
                .priority(Priority.LOW)
                .approval(Approval.NEEDED)
                .blocker("No key")
                .after("B-2", BuildState.FAILED)
                .after("B-3", BuildState.RUNNING)
                .earliestStart(at("2026-11-21T00:00"))
                .retryAt(at("2026-11-21T00:00"));

        assertThat(Facts.of(everythingIsWrong).verdict(FRIDAY_NOON).code()).isEqualTo(VerdictCode.DEPENDENCY_FAILED);
        assertThat(Facts.of(everythingIsWrong)
                        .mode(Mode.PAUSED)
                        .verdict(FRIDAY_NOON)
                        .code())
                .isEqualTo(VerdictCode.PAUSED);
    }

    @Test
    void looks_again_when_time_alone_could_change_the_plan() {
        var medium = Facts.of(build("B-1").priority(Priority.MEDIUM));
        var retry = Facts.of(build("B-1").retryAt(at("2026-11-20T12:05")));
        var budget = Facts.of(build("B-1")).budget(spent("day", "2026-11-20T13:00"));
        var midnight = Facts.of(build("B-1").approval(Approval.NEEDED));

        assertThat(medium.decide(FRIDAY_NOON).nextLook()).isEqualTo(at("2026-11-20T17:00"));
        assertThat(retry.decide(FRIDAY_NOON).nextLook()).isEqualTo(at("2026-11-20T12:05"));
        assertThat(budget.decide(FRIDAY_NOON).nextLook()).isEqualTo(at("2026-11-20T13:00"));
        assertThat(midnight.decide(FRIDAY_NIGHT).nextLook()).isEqualTo(at("2026-11-21T00:00"));
    }

    /** Of $20 for the day, so many dollars are spent and so many reserved. */
    private static Budget day(long spent, long reserved) {
        return new Budget(
                "day",
                spent * 1_000_000_000L,
                reserved * 1_000_000_000L,
                20_000_000_000L,
                true,
                at("2026-11-21T00:00"));
    }

    private static Budget spent(String name, String renews) {
        return new Budget(name, 20_000_000_000L, 20_000_000_000L, true, at(renews));
    }

    private static Policy sixSlotsAtNight() {
        var night = BundledPolicies.night(Facts.BERLIN);
        return new Policy(
                "p", night.zone(), List.of(band(ALL_DAY, 6, everything())), List.of(), night.contexts(), List.of());
    }

    private static Policy policy(Band... bands) {
        return new Policy("p", Facts.BERLIN, List.of(bands), List.of(), List.of(), List.of());
    }

    private static Band band(Hours hours, int slots, Admission admission) {
        return new Band("band", hours, slots, List.of(admission));
    }

    private static Admission everything() {
        return Admission.of(EnumSet.allOf(Priority.class));
    }
}
