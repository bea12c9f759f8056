package io.afterhours.progress.signal;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.progress.ProgressChanged.Signal;
import io.afterhours.progress.session.Session;
import io.afterhours.progress.session.Session.Raised;
import io.afterhours.progress.signal.ErrorRules.Said;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ErrorRulesTest {
    private static final Instant TEN = Instant.parse("2026-11-21T22:00:00Z");

    @Test
    void errors_that_differ_in_numbers_addresses_and_colours_are_the_same() {
        assertThat(ErrorRules.alike("\u001b[31mError: no answer from 10.0.0.7:8080 after 312 ms\u001b[0m"))
                .isEqualTo(ErrorRules.alike("error:  no answer from 10.0.0.9:8081 after 7 ms"))
                .isNotEqualTo(ErrorRules.alike("error: no route to 10.0.0.9"));
        assertThat(ErrorRules.alike("error in ledger")).isEqualTo("error in ledger");
        assertThat(ErrorRules.alike("error ".repeat(1_000))).hasSizeLessThanOrEqualTo(200);
    }

    @Test
    void an_error_that_is_cut_ends_with_a_whole_character() {
        var error = "e".repeat(199) + "\uD83D\uDE00";
        assertThat(ErrorRules.shown(error)).isEqualTo("e".repeat(199));
        assertThat(ErrorRules.alike(error)).isEqualTo("e".repeat(199));
    }

    @Test
    void lines_of_one_second_are_one_error() {
        var error = counted(null, 0, 40);
        assertThat(counted(error, 0, 40).times()).isEqualTo(1);
        assertThat(counted(error, 1, 40).times()).isEqualTo(2);
    }

    @Test
    void what_was_counted_is_not_counted_again() {
        var twice = counted(counted(null, 0, 40), 5, 40);
        assertThat(counted(counted(twice, 0, 40), 5, 40)).isEqualTo(twice);
    }

    @Test
    void a_session_that_is_further_begins_anew() {
        var twice = counted(counted(null, 0, 40), 5, 40);
        assertThat(counted(twice, 10, 41)).isEqualTo(counted(null, 10, 41));
    }

    @Test
    void says_the_error_how_often_it_came_and_since_when() {
        var error = counted(counted(counted(null, 0, 40), 5, 40), 10, 40);
        assertThat(ErrorRules.raised(session(40, List.of()), error))
                .singleElement()
                .satisfies(raised -> {
                    assertThat(raised.percent()).isEqualTo(40);
                    assertThat(raised.signal())
                            .isEqualTo(new Signal(
                                    "no-progress",
                                    TEN,
                                    "The same error came 3 times while it stayed at 40 %.",
                                    "error in ledger",
                                    null,
                                    null,
                                    3L));
                });
    }

    @Test
    void it_is_said_once_and_not_of_a_session_that_is_further() {
        var error = counted(null, 0, 40);
        var raised = ErrorRules.raised(session(40, List.of()), error);
        assertThat(ErrorRules.raised(session(40, raised), counted(error, 5, 40)))
                .isEqualTo(raised);
        assertThat(ErrorRules.raised(session(50, List.of()), error)).isEmpty();
    }

    @Test
    void an_error_that_is_over_is_no_longer_said_and_a_silence_still_is() {
        var silence = new Raised(new Signal("stalled", TEN, "Silent.", null, null, null, null), Raised.ANY_REPORT);
        var error =
                ErrorRules.raised(session(40, List.of()), counted(null, 0, 40)).getFirst();
        assertThat(ErrorRules.over(session(40, List.of(silence, error)))).containsExactly(silence);
    }

    private static Repeated counted(@Nullable Repeated known, int second, double percent) {
        return ErrorRules.counted(known, new Said("s-1", percent, TEN.plusSeconds(second), "error in ledger"));
    }

    private static Session session(double percent, List<Raised> raised) {
        return new Session("s-1", "runner-1", null, percent, TEN, TEN, 0, null, null, null, null, null, raised, 1);
    }
}
