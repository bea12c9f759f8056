package io.afterhours.runner.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.runner.process.Channel;
import io.afterhours.runner.process.Ending;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShellReaderTest {
    private final List<Finding> findings = new ArrayList<>();
    private final ShellReader reader = new ShellReader(findings::add);

    @Test
    void ordinary_lines_are_log() {
        reader.line(Channel.OUT, "\u001b[32mok\u001b[0m");
        reader.line(Channel.ERR, "::progress 50 not on standard error");
        reader.line(Channel.OUT, "::notice file=x::from another tool");
        assertThat(findings)
                .containsExactly(
                        new Finding.Said("out", "ok"),
                        new Finding.Said("err", "::progress 50 not on standard error"),
                        new Finding.Said("out", "::notice file=x::from another tool"));
    }

    @Test
    void progress_is_a_percent_and_a_message() {
        reader.line(Channel.OUT, "::progress 50% half way there");
        reader.line(Channel.OUT, "::progress 60");
        assertThat(findings)
                .containsExactly(
                        new Finding.Progressed(50.0, null, "half way there"), new Finding.Progressed(60.0, null, null));
    }

    @Test
    void usage_is_the_payload_of_the_bus_without_a_session() {
        reader.line(
                Channel.OUT,
                "::usage {\"model\":\"m\",\"inputTokens\":1200,\"outputTokens\":300,\"costUsd\":\"0.02\"}");
        assertThat(findings)
                .containsExactly(
                        new Finding.Used("m", new Tokens(1200, 300, 0, 0, 0), new BigDecimal("0.02"), "self-reported"));
    }

    @Test
    void usage_without_a_cost_is_a_sum_of_calls_unless_the_script_says_otherwise() {
        reader.line(Channel.OUT, "::usage {\"model\":\"m\",\"inputTokens\":900000}");
        reader.line(Channel.OUT, "::usage {\"model\":\"m\",\"inputTokens\":900000,\"basis\":\"call\"}");
        assertThat(findings)
                .containsExactly(
                        new Finding.Used("m", new Tokens(900_000, 0, 0, 0, 0), null, "aggregate"),
                        new Finding.Used("m", new Tokens(900_000, 0, 0, 0, 0), null, "call"));
    }

    @Test
    void a_cost_that_a_subscription_covers_or_that_is_an_estimate_stays_one() {
        reader.line(Channel.OUT, "::usage {\"model\":\"m\",\"costUsd\":\"0.02\",\"basis\":\"subscription\"}");
        reader.line(Channel.OUT, "::usage {\"model\":\"m\",\"costUsd\":\"0.02\",\"basis\":\"estimated\"}");
        reader.line(Channel.OUT, "::usage {\"model\":\"m\",\"costUsd\":\"0.02\",\"basis\":\"reported\"}");
        assertThat(findings)
                .extracting(each -> ((Finding.Used) each).basis())
                .containsExactly("subscription", "estimated", "self-reported");
    }

    @Test
    void a_window_of_a_plan_is_reported_as_on_the_bus() {
        reader.line(
                Channel.OUT,
                "::window {\"window\":\"weekly\",\"usedPercent\":62,\"resetsAt\":\"2026-11-23T09:00:00Z\"}");

        assertThat(findings)
                .containsExactly(new Finding.WindowSaid("weekly", 62, Instant.parse("2026-11-23T09:00:00Z")));
    }

    @Test
    void usage_keeps_its_service_tier_and_whether_it_is_all_so_far() {
        reader.line(
                Channel.OUT,
                "::usage {\"model\":\"m\",\"inputTokens\":900,\"serviceTier\":\"batch\",\"cumulative\":true}");
        assertThat(findings)
                .containsExactly(new Finding.Used("m", new Tokens(900, 0, 0, 0, 0), null, "aggregate", "batch", true));
    }

    @Test
    void an_escalation_is_a_title_or_a_payload() {
        reader.line(Channel.OUT, "::escalate Which retry limit?");
        reader.line(Channel.OUT, "::escalate {\"title\":\"Which?\",\"options\":[\"3\",\"5\"],\"default\":\"5\"}");
        assertThat(findings).hasSize(2).allSatisfy(each -> assertThat(each).isInstanceOf(Finding.Asked.class));
    }

    @Test
    void a_report_that_is_wrong_is_noted_with_the_reason() {
        reader.line(Channel.OUT, "::progress 500 too far");
        reader.line(Channel.OUT, "::progress NaN");
        reader.line(Channel.OUT, "::progress abc");
        reader.line(Channel.OUT, "::usage {\"inputTokens\":-1}");
        reader.line(Channel.OUT, "::escalate");
        reader.line(Channel.OUT, "::failed whatever");
        assertThat(findings)
                .hasSize(6)
                .allSatisfy(each -> assertThat(((Finding.Said) each).text()).startsWith("Not understood ("))
                .element(2)
                .isEqualTo(new Finding.Said(
                        "note", "Not understood (percent: expected a number from 0 to 100, was abc): ::progress abc"));
    }

    @Test
    void the_exit_code_decides() {
        assertThat(reader.end(new Ending.Exited(0))).isEqualTo(new Claim.Done(null));
        assertThat(reader.end(new Ending.Exited(3)))
                .isEqualTo(new Claim.Failed(
                        FailureClass.AGENT_GAVE_UP, "The script ended with exit code 3.", null, null, false));
        assertThat(reader.end(new Ending.Exited(137)))
                .isEqualTo(
                        new Claim.Failed(FailureClass.CRASHED, "The script was ended by signal 9.", null, null, false));
    }

    @Test
    void a_summary_is_kept_and_a_failure_may_name_its_class_and_end() {
        reader.line(Channel.OUT, "::summary one");
        reader.line(Channel.OUT, "::summary two");
        reader.line(Channel.OUT, "::failed rate-limited 2026-11-22T06:00:00Z come back tomorrow");
        assertThat(reader.end(new Ending.Exited(0)))
                .isEqualTo(new Claim.Failed(
                        FailureClass.RATE_LIMITED,
                        "come back tomorrow",
                        "one\ntwo",
                        Instant.parse("2026-11-22T06:00:00Z"),
                        false));
    }
}
