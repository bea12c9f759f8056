package io.afterhours.runner.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.runner.process.Channel;
import io.afterhours.runner.process.Ending;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Lines in the format of Claude Code, replayed. */
class ClaudeReaderTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    private final List<Finding> findings = new ArrayList<>();

    @Test
    void a_finished_run_is_a_claim_with_its_last_words() {
        assertThat(replay("finished", 0)).isEqualTo(new Claim.Done("The page is done.\nAll tests pass."));
    }

    @Test
    void a_finished_message_is_booked_while_the_turn_goes_on() {
        var reader = reader(UsageMarks.NONE);
        lines("finished").stream().limit(4).forEach(line -> reader.line(Channel.OUT, line));
        assertThat(used()).isEmpty();

        reader.line(Channel.OUT, lines("finished").get(4));
        assertThat(used()).containsExactly(sum(new Tokens(400, 20, 0, 0, 0), null, "subscription"));

        reader.line(Channel.OUT, lines("finished").get(5));
        assertThat(used()).last().isEqualTo(sum(new Tokens(410, 25, 0, 0, 0), null, "subscription"));
    }

    @Test
    void a_message_that_no_subscription_covers_is_an_estimate_until_the_result() {
        hear("""
                {"type":"assistant","message":{"id":"m1","model":"claude-sonnet-4-5","usage":{"input_tokens":9,"output_tokens":1}}}
                {"type":"assistant","message":{"id":"m1","model":"claude-sonnet-4-5","usage":{"input_tokens":9,"output_tokens":4}}}
                {"type":"tool_progress","elapsed_time_seconds":30}
                {"type":"tool_progress","elapsed_time_seconds":60}
                {"type":"result","modelUsage":{"claude-sonnet-4-5":{"inputTokens":9,"outputTokens":7,"costUSD":0.01}}}""");

        assertThat(used())
                .containsExactly(
                        sum(new Tokens(9, 4, 0, 0, 0), null, "estimated"),
                        sum(new Tokens(9, 7, 0, 0, 0), new BigDecimal("0.01"), "reported"));
    }

    @Test
    void a_result_corrects_its_messages_also_where_it_names_their_model_otherwise() {
        hear("""
                {"type":"assistant","message":{"id":"m1","model":"claude-sonnet-4-5-20250929","usage":{"input_tokens":9,"output_tokens":4}}}
                {"type":"user","message":{}}
                {"type":"result","modelUsage":{"claude-sonnet-4-5":{"inputTokens":5,"outputTokens":1,"costUSD":0.01},                "us.anthropic.claude-sonnet-4-5-20250929-v1:0[1m]":{"inputTokens":7,"outputTokens":6,"costUSD":0.02},                "claude-sonnet-4":{"inputTokens":2}}}""");

        assertThat(used())
                .containsExactly(
                        new Finding.Used(
                                "claude-sonnet-4-5-20250929", new Tokens(9, 4, 0, 0, 0), null, "estimated", null, true),
                        new Finding.Used(
                                "claude-sonnet-4-5-20250929",
                                new Tokens(12, 7, 0, 0, 0),
                                new BigDecimal("0.03"),
                                "reported",
                                null,
                                true),
                        new Finding.Used("claude-sonnet-4", new Tokens(2, 0, 0, 0, 0), null, "aggregate", null, true));
    }

    @Test
    void messages_of_a_second_turn_come_on_top_of_the_first_result() {
        hear("""
                {"type":"result","modelUsage":{"claude-sonnet-4-5":{"inputTokens":9,"outputTokens":7,"costUSD":0.01}}}
                {"type":"assistant","message":{"id":"m2","model":"claude-sonnet-4-5","usage":{"input_tokens":5,"output_tokens":1}}}
                {"type":"user","message":{}}""");

        assertThat(used())
                .containsExactly(
                        sum(new Tokens(9, 7, 0, 0, 0), new BigDecimal("0.01"), "reported"),
                        sum(new Tokens(14, 8, 0, 0, 0), null, "estimated"));
    }

    @Test
    void usage_is_that_of_all_models_in_disjoint_buckets_and_not_that_of_the_turn() {
        replay("finished", 0);
        assertThat(used())
                .endsWith(
                        new Finding.Used(
                                "claude-sonnet-4-5",
                                new Tokens(500, 100, 2000, 200, 100),
                                new BigDecimal("0.04"),
                                "subscription",
                                null,
                                true),
                        new Finding.Used(
                                "claude-haiku-4-5-20251001",
                                new Tokens(50, 10, 0, 0, 0),
                                new BigDecimal("0.01"),
                                "subscription",
                                null,
                                true));
    }

    @Test
    void what_no_subscription_covers_is_money() {
        hear("""
                {"type":"rate_limit_event","rate_limit_info":{"status":"allowed","resetsAt":1795300000,\
                "rateLimitType":"five_hour","isUsingOverage":true}}
                {"type":"result","modelUsage":{"claude-haiku-4-5":{"inputTokens":50,"costUSD":0.01}}}""");

        assertThat(used())
                .containsExactly(new Finding.Used(
                        "claude-haiku-4-5",
                        new Tokens(50, 0, 0, 0, 0),
                        new BigDecimal("0.01"),
                        "reported",
                        null,
                        true));
    }

    @Test
    void says_how_much_of_each_window_is_used_and_when_it_is_empty_again() {
        hear("""
                {"type":"rate_limit_event","rate_limit_info":{"status":"allowed_warning","resetsAt":1795300000,\
                "rateLimitType":"five_hour","utilization":0.75,"unifiedWindows":{\
                "five_hour":{"utilization":0.5,"resetsAt":1795300000},\
                "seven_day_opus":{"utilization":0.125,"resetsAt":1795600000},"overage":{"utilization":1}}}}""");

        assertThat(findings)
                .containsExactlyInAnyOrder(
                        new Finding.WindowSaid("five-hour", 75, Instant.ofEpochSecond(1795300000)),
                        new Finding.WindowSaid("weekly-opus", 12.5, Instant.ofEpochSecond(1795600000)));
    }

    @Test
    void a_window_that_refuses_is_used_up_and_one_of_which_nothing_is_said_is_not_reported() {
        hear("""
                {"type":"rate_limit_event","rate_limit_info":{"status":"rejected","resetsAt":1795300000,\
                "rateLimitType":"seven_day","unifiedWindows":{"five_hour":{"utilization":"much","resetsAt":1}}}}""");

        assertThat(findings).containsExactly(new Finding.WindowSaid("weekly", 100, Instant.ofEpochSecond(1795300000)));
    }

    @Test
    void a_list_of_tasks_tells_how_far_it_is() {
        replay("finished", 0);
        assertThat(findings).contains(new Finding.Progressed(45.0, null, "Testing the page"));
    }

    @Test
    void prose_and_tool_output_decide_nothing() {
        assertThat(replay("finished", 0)).isInstanceOf(Claim.Done.class);
        assertThat(findings)
                .contains(new Finding.Said(
                        "out", "I begin with the page. You've hit your session limit is only prose here."))
                .contains(new Finding.Said("out", "✗ rate limit exceeded, says a test of the repository"));
    }

    @Test
    void a_success_that_is_an_error_is_a_failure() {
        var failed = failed(replay("limited", 1));
        assertThat(failed.failureClass()).isEqualTo(FailureClass.RATE_LIMITED);
        assertThat(failed.resetAt()).isEqualTo(Instant.ofEpochSecond(1795300000L));
        assertThat(failed.resumable()).isTrue();
    }

    @Test
    void the_end_of_a_limit_is_read_from_the_text_where_no_field_tells_it() {
        var failed = failed(replay("session-limit", 1));
        assertThat(failed.failureClass()).isEqualTo(FailureClass.RATE_LIMITED);
        assertThat(failed.resetAt()).isEqualTo(Instant.parse("2026-11-21T12:50:00Z"));
    }

    @Test
    void who_is_not_signed_in_needs_a_person() {
        var failed = failed(replay("not-signed-in", 1));
        assertThat(failed.failureClass()).isEqualTo(FailureClass.AUTH);
        assertThat(failed.text()).isEqualTo("Not logged in · Please run /login");
        assertThat(failed.resumable()).isFalse();
    }

    @Test
    void running_out_of_turns_or_budget_can_be_taken_up_again() {
        var turns = failed(replay("out-of-turns", 1));
        assertThat(turns.failureClass()).isEqualTo(FailureClass.AGENT_GAVE_UP);
        assertThat(turns.text()).isEqualTo("Reached maximum number of turns (1)");
        assertThat(turns.resumable()).isTrue();
        assertThat(failed(replay("out-of-budget", 1)).failureClass()).isEqualTo(FailureClass.OUT_OF_BUDGET);
    }

    @Test
    void an_unknown_command_is_no_success() {
        assertThat(failed(replay("unknown-command", 0)).failureClass()).isEqualTo(FailureClass.CONFIG);
    }

    @Test
    void a_run_that_broke_off_crashed_and_what_its_messages_came_to_is_its_sum() {
        var failed = failed(replay("broken-off", 137));
        assertThat(failed.failureClass()).isEqualTo(FailureClass.CRASHED);
        assertThat(failed.resumable()).isTrue();
        assertThat(used())
                .containsExactly(
                        sum(new Tokens(400, 8, 100, 0, 0), null, "estimated"),
                        sum(new Tokens(400, 8, 100, 0, 0), null, "aggregate"));
    }

    @Test
    void a_session_that_is_gone_is_not_taken_up_a_second_time() {
        var reader = reader(UsageMarks.NONE);
        reader.line(Channel.ERR, "No conversation found with session ID: 0000");
        assertThat(failed(reader.end(new Ending.Exited(1))).resumable()).isFalse();
    }

    @Test
    void a_resumed_session_books_the_difference() {
        var first = reader(UsageMarks.NONE);
        lines("limited").forEach(line -> first.line(Channel.OUT, line));
        findings.clear();
        var second = reader(first.marks());
        lines("resumed").forEach(line -> second.line(Channel.OUT, line));
        assertThat(used()).containsExactly(sum(new Tokens(500, 100, 0, 0, 0), new BigDecimal("0.05"), "reported"));
    }

    @Test
    void what_was_estimated_is_not_booked_again_and_its_cost_is_left_to_the_prices() {
        var first = reader(UsageMarks.NONE);
        lines("broken-off").forEach(line -> first.line(Channel.OUT, line));
        var marks = first.marks();
        findings.clear();
        var second = reader(marks);
        lines("resumed").forEach(line -> second.line(Channel.OUT, line));
        assertThat(used()).containsExactly(sum(new Tokens(300, 132, 0, 0, 0), null, "aggregate"));
    }

    @Test
    void lines_that_are_no_json_or_very_deep_do_no_harm() {
        var reader = reader(UsageMarks.NONE);
        reader.line(Channel.OUT, "plain text");
        reader.line(Channel.OUT, "{\"type\":");
        reader.line(Channel.OUT, "{\"a\":".repeat(5_000));
        reader.line(Channel.OUT, "{\"type\":\"result\",\"modelUsage\":[1,2]}");
        reader.line(Channel.OUT, "{}");
        assertThat(findings).contains(new Finding.Said("out", "plain text"));
    }

    private Claim replay(String fixture, int exitCode) {
        findings.clear();
        var reader = reader(UsageMarks.NONE);
        lines(fixture).forEach(line -> reader.line(Channel.OUT, line));
        return reader.end(new Ending.Exited(exitCode));
    }

    private void hear(String lines) {
        var reader = reader(UsageMarks.NONE);
        lines.lines().forEach(line -> reader.line(Channel.OUT, line));
    }

    private ClaudeReader reader(UsageMarks marks) {
        return new ClaudeReader(
                findings::add, marks, new ResetTime(InstantSource.fixed(NOW), ZoneId.of("America/New_York")));
    }

    private static Finding.Used sum(Tokens tokens, @Nullable BigDecimal cost, String basis) {
        return new Finding.Used("claude-sonnet-4-5", tokens, cost, basis, null, true);
    }

    private List<Finding> used() {
        return findings.stream().filter(Finding.Used.class::isInstance).toList();
    }

    private static Claim.Failed failed(Claim claim) {
        assertThat(claim).isInstanceOf(Claim.Failed.class);
        return (Claim.Failed) claim;
    }

    private static List<String> lines(String fixture) {
        try (var stream = ClaudeReaderTest.class.getResourceAsStream("/claude/" + fixture + ".jsonl")) {
            if (stream == null) {
                throw new IllegalArgumentException("no fixture " + fixture);
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
