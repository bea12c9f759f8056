package io.afterhours.progress.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.agent.ProgressReported;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UpdateTest {
    private static final Instant NOW = Reports.TEN;

    @ParameterizedTest
    @CsvSource({
        "0,Starting",
        "0.4,0%",
        "25,25%",
        "50,50%",
        "75,75%",
        "90,90%",
        "99.9,99%",
        "100,Complete",
    })
    void a_percent_alone_has_a_state(double percent, String state) {
        assertThat(Reports.update(0, percent, null).state()).isEqualTo(state);
    }

    @ParameterizedTest
    @CsvSource({
        "starting,Starting",
        " TESTING ,Testing",
        "complete,Complete",
        "FAILED,Failed",
        "50%,50%",
        "Refactoring,Refactoring"
    })
    void a_known_word_is_read_in_any_case_and_any_other_is_shown_as_it_is(String given, String state) {
        assertThat(Reports.update(0, null, given).state()).isEqualTo(state);
    }

    @Test
    void complete_is_a_hundred_percent_whatever_else_is_said() {
        assertThat(Reports.update(0, 80.0, "Complete").percent()).isEqualTo(100);
        assertThat(Reports.update(0, null, "Failed").percent()).isNull();
    }

    @Test
    void complete_failed_and_cancelled_end_a_session() {
        assertThat(Reports.update(0, 100.0, null).ends()).isTrue();
        assertThat(Reports.update(0, null, "failed").ends()).isTrue();
        assertThat(Reports.update(0, null, "cancelled").ends()).isTrue();
        assertThat(Reports.update(0, 99.9, null).ends()).isFalse();
        assertThat(Reports.update(0, 100.0, "Testing").ends()).isFalse();
    }

    @Test
    void a_report_without_a_time_happened_when_it_was_received() {
        var report = new ProgressReported("s-1", 5.0, null, null, null, null, null, null);
        assertThat(Update.of(report, NOW, 7).moment()).isEqualTo(new Moment(NOW, 7));
    }

    @Test
    void a_report_of_a_clock_that_runs_ahead_happened_when_it_was_received() {
        var report = new ProgressReported("s-1", 5.0, null, null, null, null, null, NOW.plusSeconds(240));
        assertThat(Update.of(report, NOW, 7).moment()).isEqualTo(new Moment(NOW, 7));
    }

    @ParameterizedTest
    @CsvSource({"2099-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "2026-11-21T22:05:01Z", "2026-10-22T21:59:59Z"})
    void a_time_that_cannot_be_true_is_refused(Instant at) {
        var report = new ProgressReported("s-1", 5.0, null, null, null, null, null, at);
        assertThatExceptionOfType(InvalidEvent.class)
                .isThrownBy(() -> Update.of(report, NOW, 1))
                .satisfies(why -> assertThat(why.field()).isEqualTo("at"));
    }
}
