package io.afterhours.scheduler.planning;

import static io.afterhours.scheduler.planning.Facts.at;
import static io.afterhours.scheduler.planning.Facts.build;
import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.Priority;
import io.afterhours.contracts.runner.HostResource;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** When a build's turn comes behind 0, 1, 2 and so on others; on a Friday, whose night has three slots from 22:00 to 06:00. */
class TurnTest {
    private static final Instant FRIDAY_22 = at("2026-11-20T22:00");

    @Test
    void behind_nobody_it_comes_at_once() {
        assertThat(turns(Facts.of())).containsExactly(FRIDAY_22);
    }

    @Test
    void those_before_it_take_the_slots_and_the_next_waits_for_the_end_of_one() {
        assertThat(turns(Facts.of(), 30, 40, 50, 60, 5))
                .containsExactly(
                        FRIDAY_22,
                        FRIDAY_22,
                        FRIDAY_22,
                        at("2026-11-20T22:30"),
                        at("2026-11-20T22:40"),
                        at("2026-11-20T22:45"));
    }

    @Test
    void a_slot_is_free_at_the_very_end_of_the_attempt_that_holds_it() {
        assertThat(turns(Facts.of().runnerSlots(1), 30, 30))
                .containsExactly(FRIDAY_22, at("2026-11-20T22:30"), at("2026-11-20T23:00"));
    }

    @Test
    void what_is_live_holds_its_slot_until_it_should_end() {
        var facts = Facts.of()
                .live("B-7", null, at("2026-11-20T22:20"))
                .live("B-8", null, at("2026-11-20T22:10"))
                .live("B-9", null, at("2026-11-20T23:00"));

        assertThat(turns(facts, 60, 60))
                .containsExactly(at("2026-11-20T22:10"), at("2026-11-20T22:20"), at("2026-11-20T23:00"));
    }

    @Test
    void what_is_overdue_or_known_to_nobody_ends_in_five_minutes() {
        var facts = Facts.of()
                .runnerSlots(3)
                .live("B-7", null, null)
                .live("B-8", null, at("2026-11-20T21:00"))
                .live("B-9", null, FRIDAY_22);

        assertThat(turns(facts, 60, 60))
                .containsExactly(at("2026-11-20T22:05"), at("2026-11-20T22:05"), at("2026-11-20T22:05"));
    }

    @Test
    void hosts_that_are_full_are_taken_to_have_room() {
        var full = new FullHost("runner-1", HostResource.MEMORY, 84, at("2026-11-20T21:40"), 0, 2);

        assertThat(turns(Facts.of().full(full, 0), 30, 30))
                .containsExactly(FRIDAY_22, FRIDAY_22, at("2026-11-20T22:30"));
    }

    @Test
    void before_it_could_start_at_all_nobody_begins() {
        var turns = PlanningRules.turns(
                Facts.of().runnerSlots(1).facts(),
                build("B-1").build(),
                minutes(30),
                at("2026-11-21T02:00"),
                FRIDAY_22);

        assertThat(turns).containsExactly(at("2026-11-21T02:00"), at("2026-11-21T02:30"));
    }

    /** A build of medium priority is let in again when the weekend's band begins. */
    @Test
    void a_turn_that_would_come_outside_its_hours_comes_when_they_begin_again() {
        var turns = PlanningRules.turns(
                Facts.of().facts(),
                build("B-1").priority(Priority.MEDIUM).build(),
                minutes(300, 300, 300, 300, 300, 300, 30),
                FRIDAY_22,
                FRIDAY_22);

        assertThat(turns)
                .containsExactly(
                        FRIDAY_22,
                        FRIDAY_22,
                        FRIDAY_22,
                        at("2026-11-21T03:00"),
                        at("2026-11-21T03:00"),
                        at("2026-11-21T03:00"),
                        at("2026-11-21T10:00"),
                        at("2026-11-21T10:00"));
    }

    /** It may take 45 minutes. */
    @Test
    void a_turn_that_would_run_into_a_meeting_comes_when_that_is_over() {
        var facts = Facts.of().runnerSlots(1).meeting("2026-11-20T23:00", "2026-11-20T23:40", null);

        assertThat(turns(facts, 10, 30)).containsExactly(FRIDAY_22, at("2026-11-20T22:10"), at("2026-11-20T23:40"));
    }

    @Test
    void a_turn_later_than_a_fortnight_is_left_out() {
        var day = 24 * 60;

        assertThat(turns(Facts.of().runnerSlots(1), 14 * day - 1, 30))
                .containsExactly(FRIDAY_22, at("2026-12-04T21:59"));
        assertThat(turns(Facts.of().runnerSlots(1), 14 * day, 30)).containsExactly(FRIDAY_22);
    }

    @Test
    void nobody_can_say_when_where_the_policy_never_lets_it_in_or_no_runner_has_a_slot() {
        var tooLarge = build("B-1").priority(Priority.MEDIUM).effort(Duration.ofHours(20));

        assertThat(PlanningRules.turns(Facts.of().facts(), tooLarge.build(), minutes(30), FRIDAY_22, FRIDAY_22))
                .isEmpty();
        assertThat(turns(Facts.of().runnerSlots(0), 30)).isEmpty();
    }

    @Test
    void it_looks_a_thousand_ends_ahead_and_no_further() {
        var many = Collections.nCopies(1_200, Duration.ofMinutes(1));

        assertThat(PlanningRules.turns(
                        Facts.of().runnerSlots(1).facts(), build("B-1").build(), many, FRIDAY_22, FRIDAY_22))
                .hasSize(1_000);
    }

    private static List<Instant> turns(Facts facts, Integer... minutesAhead) {
        return PlanningRules.turns(facts.facts(), build("B-1").build(), minutes(minutesAhead), FRIDAY_22, FRIDAY_22);
    }

    private static List<Duration> minutes(Integer... minutes) {
        return Stream.of(minutes).map(Duration::ofMinutes).toList();
    }
}
