package io.afterhours.cli.screen;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScreenTest {
    private static final When BERLIN = new When(Instant.parse("2026-11-21T22:30:00Z"), ZoneId.of("Europe/Berlin"));

    @ParameterizedTest
    @CsvSource({
        "0, $0.00",
        "0.004, < $0.01",
        "0.01, $0.01",
        "0.125, $0.13",
        "104.205, $104.21",
        "-1.5, -$1.50",
        "1E+3, $1000.00"
    })
    void money_has_two_decimals_and_is_never_rounded_to_nothing(String amount, String shown) {
        assertThat(Money.of(new BigDecimal(amount))).isEqualTo(shown);
    }

    @Test
    void unknown_money_is_unknown() {
        assertThat(Money.of(Optional.empty())).isEqualTo("unknown");
    }

    @ParameterizedTest
    @CsvSource({"-3, 0, 0%", "0, 0, 0%", "0.4, 1, 0%", "50, 6, 50%", "99.9, 11, 99%", "100, 12, 100%", "250, 12, 250%"})
    void a_bar_is_full_at_the_end_alone_and_never_empty_after_the_start(String percent, int cells, String label) {
        assertThat(Bar.of(new BigDecimal(percent))).isEqualTo("█".repeat(cells) + "░".repeat(12 - cells));
        assertThat(Bar.percent(new BigDecimal(percent).max(BigDecimal.ZERO))).isEqualTo(label);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0S, 0 s",
        "PT59S, 59 s",
        "PT1M, 1 min",
        "PT59M59S, 59 min",
        "PT1H, 1 h",
        "PT47H5M, 47 h 5 min",
        "P2D, 2 d",
        "P3DT4H, 3 d 4 h"
    })
    void spans_have_at_most_two_units(Duration span, String shown) {
        assertThat(When.span(span)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-21T22:30:00Z, now, 23:30",
        "2026-11-21T22:42:00Z, in 12 min, 23:42",
        "2026-11-21T23:15:00Z, in 45 min, Sun 00:15",
        "2026-11-18T08:00:00Z, 3 d 14 h ago, Wed 09:00",
        "2026-12-24T17:00:00Z, in 32 d 18 h, 24 Dec 18:00",
        "2027-03-28T01:30:00Z, in 126 d 3 h, 28 Mar 2027 03:30",
    })
    void a_time_is_said_relative_and_on_the_clock(Instant at, String relative, String clock) {
        assertThat(BERLIN.relative(at)).isEqualTo(relative);
        assertThat(BERLIN.clock(at)).isEqualTo(clock);
    }

    @Test
    void plain_text_loses_everything_that_moves_a_cursor() {
        assertThat(PlainText.line(
                        "\u001b[31mred\u001b[0m \u001b]0;title\u0007x\u001b]8;;u\u001b\\y\u009b1mz\r\n\tend\u0000"))
                .isEqualTo("red xyz  end");
        assertThat(PlainText.line("a\u202eb\u2066c\u2028d")).isEqualTo("abcd");
        assertThat(PlainText.line("\ud83d\ude00 \ud83d")).isEqualTo("😀 \ufffd");
        assertThat(PlainText.line("cut \u001b[")).isEqualTo("cut");
        assertThat(PlainText.line("cut \u001b")).isEqualTo("cut");
        assertThat(PlainText.block("a\r\n\tb\n\n")).isEqualTo("a\n    b");
    }

    @Test
    void a_narrow_table_cuts_the_filling_columns_alone() {
        var table = new Table().left("ID").fill("TITLE").right("N");
        table.row(Span.of("B-1"), Span.of("A title that is far too long"), Span.of(7));

        assertThat(table.lines(24, false)).containsExactly("ID   TITLE             N", "B-1  A title that is…  7");
        assertThat(table.lines(5, false).getLast()).isEqualTo("B-1  A title…  7");
        assertThat(table.lines(Screen.UNLIMITED, false).getLast()).isEqualTo("B-1  A title that is far too long  7");
    }

    @Test
    void a_long_title_is_cut_on_a_screen_and_elsewhere_is_whole_without_making_the_other_rows_as_long() {
        var table = new Table().left("ID").fill("TITLE").left("WHY");
        table.row(Span.of("B-1"), Span.of("t".repeat(300)), Span.of("runs"));
        table.row(Span.of("B-2"), Span.of("Tidy up"), Span.of("waits"));

        assertThat(table.lines(80, false))
                .containsExactly(
                        "ID   TITLE" + " ".repeat(65) + "WHY",
                        "B-1  " + "t".repeat(67) + "…  runs",
                        "B-2  Tidy up" + " ".repeat(63) + "waits");
        assertThat(table.lines(Screen.UNLIMITED, false))
                .containsExactly(
                        "ID   TITLE" + " ".repeat(77) + "WHY",
                        "B-1  " + "t".repeat(300) + "  runs",
                        "B-2  Tidy up" + " ".repeat(75) + "waits");
    }

    @Test
    void wide_characters_take_two_columns() {
        var table = new Table().left("A").left("B");
        table.row(Span.of("日本"), Span.of("x"));
        table.row(Span.of("e\u0301a"), Span.of("y"));
        table.row(Span.of("😀"), Span.of("z"));

        assertThat(table.lines(80, false)).containsExactly("A     B", "日本  x", "e\u0301a    y", "😀    z");
    }

    @Test
    void an_empty_cell_leaves_no_space_at_the_end_of_a_line() {
        var table = new Table().left("A").fill("B").left("C");
        table.row(Span.of("1"), Span.of(""), Span.of(""));

        assertThat(table.lines(80, true).getLast()).isEqualTo("1");
    }
}
