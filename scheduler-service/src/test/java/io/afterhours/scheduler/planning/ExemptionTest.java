package io.afterhours.scheduler.planning;

import static io.afterhours.scheduler.planning.Facts.at;
import static io.afterhours.scheduler.planning.Facts.build;
import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.Category;
import io.afterhours.contracts.Priority;
import io.afterhours.contracts.cost.Exemption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What starts although a budget is spent; 20 November 2026 is a Friday. */
class ExemptionTest {
    private static final String NOON = "2026-11-20T12:00";
    private static final Instant MIDNIGHT = at("2026-11-21T00:00");
    private static final long DOLLAR = 1_000_000_000L;

    @ParameterizedTest
    @CsvSource({"agent,claude", "tag,growth", "build,B-1", "priority,high"})
    void what_is_exempt_starts_over_the_budget_and_says_so(String scope, String key) {
        var facts = Facts.of(build("B-1").by("claude").tags("growth"))
                .budget(day(20, 0, new Exemption("tag", "other"), new Exemption(scope, key)));

        assertThat(facts.decide(NOON).starts()).hasSize(1);
        assertThat(facts.verdict(NOON).code()).isEqualTo(VerdictCode.EXEMPT);
        assertThat(facts.sentence(NOON))
                .isEqualTo("Starts now, exempt from today's budget (%s %s): of $20.00, $20.00 is spent."
                        .formatted(scope, key));
    }

    @ParameterizedTest
    @CsvSource({"agent,codex", "tag,grow", "build,B-11", "priority,urgent", "kind,other"})
    void what_is_not_exempt_waits_as_before(String scope, String key) {
        var facts = Facts.of(build("B-1").by("claude").tags("growth")).budget(day(20, 0, new Exemption(scope, key)));

        assertThat(facts.sentence(NOON))
                .isEqualTo("Over today's budget: $20.00 of $20.00 spent; next start tomorrow 00:00.");
    }

    @Test
    void what_is_exempt_starts_where_there_is_no_room_and_says_how_much_is_reserved() {
        var facts = Facts.of(build("B-1").mayCost(3 * DOLLAR)).budget(day(12, 6, new Exemption("priority", "high")));

        assertThat(facts.sentence(NOON))
                .isEqualTo(
                        "Starts now, exempt from today's budget (priority high): of $20.00, $12.00 is spent and $6.00"
                                + " reserved for what runs.");
    }

    @Test
    void what_is_exempt_from_a_budget_with_room_just_starts() {
        var facts = Facts.of(build("B-1").mayCost(DOLLAR)).budget(day(12, 6, new Exemption("priority", "high")));

        assertThat(facts.verdict(NOON)).isEqualTo(new Verdict.Start());
    }

    @Test
    void another_budget_from_which_it_is_not_exempt_holds_it_all_the_same() {
        var facts = Facts.of(build("B-1"))
                .budget(day(20, 0, new Exemption("build", "B-1")))
                .budget(new Budget("week", 100 * DOLLAR, 100 * DOLLAR, true, at("2026-11-23T00:00")));

        assertThat(facts.sentence(NOON))
                .isEqualTo("Over this week's budget: $100.00 of $100.00 spent; next start Monday 00:00.");
    }

    @Test
    void what_is_exempt_reserves_like_all_else() {
        var facts = Facts.of(
                        build("B-1").priority(Priority.URGENT).mayCost(4 * DOLLAR),
                        build("B-2").mayCost(3 * DOLLAR))
                .budget(day(15, 0, new Exemption("priority", "urgent")));

        var plan = facts.decide("2026-11-20T23:00");

        assertThat(plan.starts()).extracting(Candidate::id).containsExactly("B-1");
        assertThat(plan.verdictOn("B-2").orElseThrow().code()).isEqualTo(VerdictCode.BUDGET_RESERVED);
    }

    @Test
    void builds_that_go_together_are_exempt_only_if_each_of_them_is() {
        var exempt = build("B-1").tags("growth").build();
        var other = build("B-2").build();
        var budget = day(20, 0, new Exemption("tag", "growth"), new Exemption("build", "B-3"));

        assertThat(budget.exempts(List.of(exempt, build("B-3").build()))).isTrue();
        assertThat(budget.exempts(List.of(exempt, other))).isFalse();
    }

    @Test
    void builds_that_go_together_wait_where_one_of_them_is_not_exempt_and_say_which() {
        var along = new Along(List.of(build("B-2").build(), build("B-3").build()), 12, 0);
        var lead = build("B-1").mayCost(DOLLAR).build().leading(along);

        assertThat(sentence(lead, day(20, 0, new Exemption("build", "B-1"))))
                .isEqualTo(
                        "Over today's budget: $20.00 of $20.00 spent; next start tomorrow 00:00. It is exempt, but B-2 and B-3,"
                                + " which go along with it, are not.");
        assertThat(sentence(lead, day(19, 1, new Exemption("build", "B-1"), new Exemption("build", "B-2"))))
                .startsWith("Waits for room in today's budget")
                .endsWith(" It is exempt, but B-3, which goes along with it, is not.");
        assertThat(sentence(lead, day(20, 0, new Exemption("build", "B-2"))))
                .isEqualTo("Over today's budget: $20.00 of $20.00 spent; next start tomorrow 00:00.");
        assertThat(sentence(lead, day(20, 0, new Exemption("priority", "high"))))
                .startsWith("Starts now, exempt from today's budget (priority high)");
    }

    private static String sentence(Candidate lead, Budget budget) {
        var facts = Facts.of().budget(budget).facts();
        return PlanningRules.decide(facts.with(facts.live(), List.of(lead)), at(NOON))
                .verdictOn(lead.id())
                .orElseThrow()
                .text(at(NOON), Facts.BERLIN);
    }

    @Test
    void a_lane_of_its_own_is_let_in_over_the_budget_and_that_of_its_like_is_not() {
        var facts = Facts.of().budget(day(20, 0, new Exemption("build", "B-7"))).facts();

        assertThat(PlanningRules.openLanes(facts, List.of(lane(1, null), lane(2, "B-7"), lane(3, "B-8")), at(NOON))
                        .lanes())
                .extracting(each -> each.lane().id())
                .containsExactly(2L);
    }

    @Test
    void a_budget_names_the_tags_and_builds_of_which_it_asks() {
        var budget = new Budget(
                "growth",
                0,
                0,
                1,
                true,
                MIDNIGHT,
                "tag",
                "growth",
                List.of(
                        new Exemption("tag", "release"),
                        new Exemption("build", "B-7"),
                        new Exemption("priority", "high")),
                List.of());

        assertThat(budget.tags()).containsExactly("growth", "release");
        assertThat(budget.builds()).containsExactly("B-7");
    }

    private static Budget day(long spent, long reserved, Exemption... exempt) {
        return new Budget(
                "day",
                spent * DOLLAR,
                reserved * DOLLAR,
                20 * DOLLAR,
                true,
                MIDNIGHT,
                null,
                null,
                List.of(exempt),
                List.of());
    }

    private static Lane lane(long id, @Nullable String build) {
        return new Lane(
                id,
                Priority.HIGH,
                Category.BUG_FIX,
                "other",
                Duration.ofHours(1),
                Duration.ofMinutes(30),
                Duration.ofMinutes(45),
                DOLLAR,
                "claude",
                null,
                null,
                Set.of(),
                false,
                build,
                null);
    }
}
