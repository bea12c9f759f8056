package io.afterhours.scheduler.planning;

import static io.afterhours.scheduler.planning.Facts.FRIDAY_NOON;
import static io.afterhours.scheduler.planning.Facts.at;
import static io.afterhours.scheduler.planning.Facts.build;
import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.Priority;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a plan holds while the suite is paused. */
class PausedPlanTest {
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
    void what_of_its_own_holds_a_build_is_said_beside_the_pause() {
        var blocked = Facts.of(build("B-1").blocker("No key"), build("B-2")).mode(Mode.PAUSED);

        assertThat(blocked.sentence(FRIDAY_NOON))
                .isEqualTo("Waits: paused; resume to let builds start."
                        + " Held by a blocker: No key. Remove it to let the build start.");
        assertThat(blocked.verdict(FRIDAY_NOON).code()).isEqualTo(VerdictCode.PAUSED);
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
}
