package io.afterhours.scheduler.planning;

import static io.afterhours.scheduler.planning.Facts.at;
import static io.afterhours.scheduler.planning.Facts.build;
import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.Priority;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a limit of an agent's provider holds, for how long, and how that is said. */
class ProviderLimitTest {
    private static final String NIGHT = "2026-11-20T23:00";
    private static final String RESET = "2026-11-21T02:15";

    @Test
    void holds_every_build_of_the_agent_until_the_reset_time() {
        var facts =
                Facts.of(build("B-1").by("claude"), build("B-2").by("claude")).limited("claude", RESET);

        assertThat(facts.decide(NIGHT).starts()).isEmpty();
        assertThat(facts.verdict(NIGHT).code()).isEqualTo(VerdictCode.PROVIDER_LIMIT);
        assertThat(facts.verdict(NIGHT).until()).contains(at(RESET));
        assertThat(facts.sentence(NIGHT)).isEqualTo("Waits: claude's account is limited until tomorrow 02:15.");
        assertThat(facts.sentence("2026-11-21T00:30"))
                .isEqualTo("Waits: claude's account is limited until today 02:15.");
    }

    @Test
    void ends_by_itself_at_the_reset_time() {
        var facts = Facts.of(build("B-1").by("claude")).limited("claude", RESET);

        assertThat(facts.decide("2026-11-21T02:14:59").starts()).isEmpty();
        assertThat(facts.decide(RESET).starts()).hasSize(1);
    }

    @Test
    void holds_no_build_of_another_agent() {
        var facts = Facts.of(build("B-1").by("claude"), build("B-2").by("codex"), build("B-3"))
                .limited("claude", RESET);

        assertThat(facts.decide(NIGHT).starts()).extracting(Candidate::id).containsExactly("B-2", "B-3");
    }

    @Test
    void says_when_the_build_starts_where_that_is_later_than_the_reset() {
        var facts =
                Facts.of(build("B-1").by("claude").priority(Priority.MEDIUM)).limited("claude", "2026-11-21T06:30");

        assertThat(facts.verdict(NIGHT).until()).contains(at("2026-11-21T10:00"));
        assertThat(facts.sentence(NIGHT))
                .isEqualTo("Waits: claude's account is limited until tomorrow 06:30; next start tomorrow 10:00.");
    }

    @Test
    void says_that_nobody_knows_where_the_provider_did_not_say_until_when() {
        var facts = Facts.of(build("B-1").by("claude")).limitedForNobodyKnows("claude", "2026-11-20T23:15");

        assertThat(facts.sentence(NIGHT))
                .isEqualTo("Waits: claude's account is limited, nobody said until when; tried again today 23:15.");
    }

    @Test
    void says_how_much_of_a_window_is_used_and_how_much_is_kept_for_the_person() {
        var facts = Facts.of(build("B-1").by("claude")).used("claude", "five-hour", 92, 10, RESET);

        assertThat(facts.decide(NIGHT).starts()).isEmpty();
        assertThat(facts.verdict(NIGHT).code()).isEqualTo(VerdictCode.PROVIDER_LIMIT);
        assertThat(facts.verdict(NIGHT).until()).contains(at(RESET));
        assertThat(facts.sentence(NIGHT))
                .isEqualTo(
                        "Waits: 92 % of claude's five-hour window are used and 10 % are kept for you until tomorrow 02:15.");
    }

    @Test
    void says_when_a_window_is_used_up() {
        assertThat(Facts.of(build("B-1").by("claude"))
                        .used("claude", "weekly", 100, 10, RESET)
                        .sentence(NIGHT))
                .isEqualTo("Waits: claude's weekly window is used up until tomorrow 02:15.");
        assertThat(Facts.of(build("B-1").by("claude").priority(Priority.MEDIUM))
                        .used("claude", "weekly", 101, 0, "2026-11-21T06:30")
                        .sentence(NIGHT))
                .isEqualTo("Waits: claude's weekly window is used up until tomorrow 06:30; next start tomorrow 10:00.");
    }

    @Test
    void of_several_limits_the_one_that_ends_last_counts() {
        var facts = Facts.of(build("B-1").by("claude"))
                .used("claude", "five-hour", 95, 10, "2026-11-21T01:00")
                .used("claude", "weekly", 95, 10, RESET)
                .limited("claude", "2026-11-20T23:30");

        assertThat(facts.verdict(NIGHT).until()).contains(at(RESET));
        assertThat(facts.sentence(NIGHT)).contains("weekly window");
    }

    @Test
    void comes_after_what_a_person_can_change_and_before_what_other_builds_decide() {
        var spent = new Budget("day", 20, 20, true, at("2026-11-21T00:00"));
        assertThat(Facts.of(build("B-1").by("claude"))
                        .limited("claude", RESET)
                        .budget(spent)
                        .verdict(NIGHT)
                        .code())
                .isEqualTo(VerdictCode.BUDGET);
        assertThat(Facts.of(build("B-1").by("claude").workspace("/repo"))
                        .limited("claude", RESET)
                        .live("B-9", "/repo", null)
                        .verdict(NIGHT)
                        .code())
                .isEqualTo(VerdictCode.PROVIDER_LIMIT);
    }

    @Test
    void what_holds_before_it_says_the_first_time_after_the_reset() {
        var facts =
                Facts.of(build("B-1").by("claude").priority(Priority.MEDIUM)).limited("claude", "2026-11-20T23:30");

        assertThat(facts.verdict("2026-11-20T17:30").code()).isEqualTo(VerdictCode.PRIORITY);
        assertThat(facts.verdict("2026-11-20T17:30").until()).contains(at("2026-11-20T23:30"));
    }

    @Test
    void a_plan_is_looked_at_again_when_the_first_limit_ends() {
        var facts = Facts.of(build("B-1").by("claude"), build("B-2").by("codex"))
                .limited("claude", "2026-11-20T23:40")
                .limited("codex", "2026-11-20T23:20");

        assertThat(facts.decide(NIGHT).nextLook()).isEqualTo(at("2026-11-20T23:20"));
    }

    @Test
    void a_look_ahead_starts_the_build_at_the_reset() {
        var facts = Facts.of(build("B-1").by("claude").expected(Duration.ofMinutes(10)))
                .limited("claude", RESET);

        assertThat(PlanningRules.expectedStarts(facts.facts(), at(NIGHT), 1))
                .extracting(ExpectedStart::at)
                .containsExactly(at(RESET));
    }
}
