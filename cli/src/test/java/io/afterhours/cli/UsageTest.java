package io.afterhours.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UsageTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void an_unknown_command_is_wrong_usage_and_names_the_nearest() {
        var outcome = new Caller(folder).call("stauts");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains("'stauts'", "Did you mean: afterhours status");
    }

    @Test
    void an_unknown_option_is_wrong_usage_and_names_the_nearest() {
        var outcome = new Caller(folder).call("add", "Title", "--priorty", "high");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("--priorty", "--priority", "Help: afterhours add --help");
    }

    @Test
    void a_missing_argument_is_wrong_usage() {
        var outcome = new Caller(folder).call("why");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("Missing required parameter: 'ID'");
    }

    @Test
    void a_period_that_is_none_is_wrong_usage_and_leads_to_days() {
        for (var period : new String[] {"year", "2026-02-30"}) {
            var outcome = new Caller(folder).call("cost", period);

            assertThat(outcome.exitCode()).isEqualTo(2);
            assertThat(outcome.err())
                    .contains("PERIOD: expected one of today, week and month, was \"" + period + "\".", "--from");
        }
    }

    @Test
    void a_basis_that_is_none_is_wrong_usage_and_said_with_those_there_are() {
        var outcome = new Caller(folder)
                .call("cost", "log", "s-1", "--model", "m", "--input", "1", "--output", "2", "--basis", "foo");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("--basis: expected one of call, aggregate, estimated, reported, self-reported and"
                        + " subscription, was \"foo\".");
    }

    @Test
    void a_file_that_is_not_there_is_said_so() {
        var file = folder.resolve("none.json");
        for (var call :
                new String[][] {{"simulate", "--policy", file.toString()}, {"price", "import", file.toString()}}) {
            var outcome = new Caller(folder).call(call);

            assertThat(outcome.exitCode()).isEqualTo(1);
            assertThat(outcome.err()).contains("There is no file " + file + ".");
        }
    }

    @Test
    void a_number_that_is_none_says_what_was_expected() {
        var outcome = new Caller(folder).call("add", "Title", "--impact", "much");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("'much' is not a whole number", "--impact");
    }

    @Test
    void an_amount_that_is_none_says_what_was_expected() {
        var outcome = new Caller(folder).call("budget", "set", "growth", "lots");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("'lots' is not an amount such as 25 or 25.50", "AMOUNT");
        assertThat(outcome.err()).doesNotContain("Exception");
    }

    @Test
    void an_amount_beyond_all_bounds_is_refused_here_and_never_written_out() {
        var outcome = new Caller(folder).call("budget", "set", "day", "1e999999999");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("'1e999999999' is not an amount such as 25 or 25.50");
    }

    @Test
    void a_number_of_too_many_digits_is_refused_in_words() {
        var outcome = new Caller(folder)
                .call("cost", "log", "s-1", "--model", "gpt-5", "--input", "99999999999999999999", "--output", "1");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err())
                .contains("'99999999999999999999' is not a whole number")
                .contains("--input");
    }

    @Test
    void no_command_is_wrong_usage_and_shows_how_to_get_help() {
        var outcome = new Caller(folder).call();

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("Missing required subcommand", "afterhours --help");
    }

    @Test
    void drain_and_stop_exclude_each_other() {
        var outcome = new Caller(folder).call("pause", "--drain", "--stop");

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("mutually exclusive");
    }

    @Test
    void an_at_sign_is_no_file_to_read_arguments_from() {
        var outcome =
                new Caller(folder).set("AFTERHOURS_URL", "http://localhost:1").call("why", "@/etc/passwd");

        assertThat(outcome.err()).contains("Afterhours is not running").doesNotContain("root");
    }

    @Test
    void help_lists_every_command_under_its_heading() {
        var help = new Caller(folder).call("help");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("Queue work:", "Decide:", "  status  ", "  why  ", "  up  ");
        assertThat(Commands.all()).allSatisfy(each -> assertThat(help.out()).contains("\n  " + each.name() + " "));
    }

    @Test
    void help_on_a_command_shows_its_options() {
        var help = new Caller(folder).call("help", "pause");

        assertThat(help.out()).startsWith("Usage: afterhours pause").contains("--drain");
    }

    @Test
    void the_version_is_one_line() {
        assertThat(new Caller(folder).call("--version").out())
                .startsWith("afterhours ")
                .hasLineCount(1);
    }
}
