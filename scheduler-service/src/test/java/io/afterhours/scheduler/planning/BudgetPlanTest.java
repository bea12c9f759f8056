package io.afterhours.scheduler.planning;

import static io.afterhours.scheduler.planning.Facts.FRIDAY_NIGHT;
import static io.afterhours.scheduler.planning.Facts.FRIDAY_NOON;
import static io.afterhours.scheduler.planning.Facts.at;
import static io.afterhours.scheduler.planning.Facts.build;
import static io.afterhours.scheduler.planning.Facts.spent;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a plan starts within the budgets. */
class BudgetPlanTest {
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
    void a_build_that_may_cost_more_than_the_whole_budget_is_not_promised_a_start_when_a_spent_one_is_empty_again() {
        var facts = Facts.of(build("B-1").mayCost(21_000_000_000L))
                .budget(spent("day", "2026-11-21T00:00"))
                .budget(spent("week", "2026-11-23T00:00"));

        assertThat(facts.verdict(FRIDAY_NOON).until()).isEmpty();
        assertThat(facts.sentence(FRIDAY_NOON))
                .startsWith("Held: it may cost $21.00, more than all of this week's budget of $20.00.");
    }

    @Test
    void of_a_budget_of_nothing_no_start_is_promised_when_its_next_period_has_begun() {
        var facts = Facts.of(build("B-1").mayCost(1_000_000_000L))
                .budget(new Budget("day", 0, 0, true, at("2026-11-20T00:00")));

        assertThat(facts.verdict(FRIDAY_NOON).until()).isEmpty();
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
    void a_models_budget_is_for_its_builds_by_any_of_its_names_whatever_stands_around_it() {
        var opus = new Budget(
                "opus",
                20,
                0,
                20,
                true,
                at("2026-12-01T00:00"),
                "model",
                "claude-opus-4-5",
                List.of(),
                List.of("claude-opus-4-5", "claude-4-5-opus"));

        assertThat(opus.isFor(with("claude-opus-4-5"))).isTrue();
        assertThat(opus.isFor(with("anthropic/Claude-Opus-4-5-20251101"))).isTrue();
        assertThat(opus.isFor(with("us.anthropic.claude-4-5-opus"))).isTrue();
        assertThat(opus.isFor(with("claude-opus-4-55"))).isFalse();
        assertThat(opus.isFor(build("B-1").build())).isFalse();
    }

    @Test
    void a_tags_budget_is_for_builds_that_go_together_where_one_of_them_has_the_tag() {
        var growth =
                new Budget("growth", 20, 0, 20, true, at("2026-12-01T00:00"), "tag", "growth", List.of(), List.of());
        var tagged = build("B-2").tags("growth").build();
        var lead = build("B-1").build();

        assertThat(growth.isFor(tagged)).isTrue();
        assertThat(growth.isFor(lead)).isFalse();
        assertThat(growth.isFor(lead.leading(new Along(List.of(tagged), 12, 0))))
                .isTrue();
    }

    private static Candidate with(String model) {
        return build("B-1").build().by("claude", model);
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
}
