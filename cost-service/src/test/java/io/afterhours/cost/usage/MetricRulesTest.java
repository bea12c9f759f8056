package io.afterhours.cost.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import io.afterhours.contracts.agent.UsageReported;
import io.afterhours.cost.price.Tokens;
import io.afterhours.cost.usage.MetricRules.Measured;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MetricRulesTest {
    private static final Instant NOW = Instant.parse("2026-11-21T22:00:00Z");
    private static final long MINUTE = 1_000_000_000L * NOW.getEpochSecond();

    @Test
    void what_a_session_used_of_a_model_until_one_moment_is_one_report() {
        var export = MetricRules.reports(
                List.of(
                        tokens("input", 1_200),
                        tokens("output", 300),
                        tokens("cacheRead", 9_000),
                        tokens("cacheCreation", 500),
                        point(MetricPoint.COST, "0.0421", Map.of())),
                Set.of(),
                NOW);

        assertThat(export.rejected()).isZero();
        assertThat(export.reports())
                .containsExactly(new Measured(
                        "otlp/4f1c/claude-sonnet-4-5/" + MINUTE,
                        new UsageReported(
                                "claude-4f1c",
                                "claude-sonnet-4-5",
                                1_200,
                                300,
                                9_000,
                                500,
                                0,
                                new BigDecimal("0.0421"),
                                null,
                                null,
                                null,
                                NOW),
                        Collections.emptySortedMap()));
    }

    @Test
    void sums_that_began_at_different_moments_are_one_report() {
        var tokens = sum(MetricPoint.TOKENS, "1200", Map.of("type", "input"), 5);
        var cost = sum(MetricPoint.COST, "0.0421", Map.of(), 7);

        assertThat(MetricRules.reports(List.of(tokens, cost), Set.of(), NOW).reports())
                .singleElement()
                .satisfies(each -> {
                    assertThat(each.usage().inputTokens()).isEqualTo(1_200);
                    assertThat(each.usage().costUsd()).isEqualByComparingTo("0.0421");
                    assertThat(each.sums())
                            .containsExactly(
                                    entry(5L, new Sum(new Tokens(1_200, 0, 0, 0, 0), BigDecimal.ZERO)),
                                    entry(7L, new Sum(Tokens.NONE, new BigDecimal("0.0421"))));
                });
    }

    @Test
    void a_session_that_the_runner_reports_is_left_out() {
        assertThat(MetricRules.reports(List.of(tokens("input", 1_200)), Set.of("4f1c"), NOW))
                .isEqualTo(new MetricRules.Export(List.of(), 0, null));
    }

    @Test
    void tokens_without_a_cost_are_priced_as_those_of_several_calls() {
        var usage = MetricRules.reports(List.of(tokens("input", 1_200)), Set.of(), NOW)
                .reports()
                .getFirst()
                .usage();

        assertThat(usage.basis()).isEqualTo("aggregate");
        assertThat(usage.costUsd()).isNull();
    }

    @Test
    void whoever_starts_it_may_say_the_build_and_that_a_subscription_covers_it() {
        var said = Map.of("afterhours.build", "B-42", "afterhours.basis", "subscription");

        var usage = MetricRules.reports(List.of(point(MetricPoint.COST, "1.5", said)), Set.of(), NOW)
                .reports()
                .getFirst()
                .usage();

        assertThat(usage.build()).isEqualTo("B-42");
        assertThat(usage.basis()).isEqualTo("subscription");
    }

    @Test
    void a_figure_that_cannot_be_booked_is_told_and_harms_no_other() {
        var nobodys = new MetricPoint(MetricPoint.COST, Map.of("model", "m"), BigDecimal.ONE, false, 0, MINUTE);
        var old = new MetricPoint(
                MetricPoint.COST, Map.of("session.id", "4f1d", "model", "m"), BigDecimal.ONE, false, 0, 1);
        var negative = new MetricPoint(
                MetricPoint.COST,
                Map.of("session.id", "4f1e", "model", "m"),
                BigDecimal.ONE.negate(),
                false,
                0,
                MINUTE);

        var export = MetricRules.reports(List.of(nobodys, old, tokens("input", 1_200), negative), Set.of(), NOW);

        assertThat(export.reports()).hasSize(1);
        assertThat(export.rejected()).isEqualTo(3);
        assertThat(export.reason()).startsWith("costUsd: expected an amount in USD");
    }

    private static MetricPoint sum(String metric, String amount, Map<String, String> more, long start) {
        var point = point(metric, amount, more);
        return new MetricPoint(metric, point.attributes(), point.amount(), true, start, MINUTE);
    }

    private static MetricPoint tokens(String type, long amount) {
        return point(MetricPoint.TOKENS, String.valueOf(amount), Map.of("type", type));
    }

    private static MetricPoint point(String metric, String amount, Map<String, String> more) {
        var attributes = new HashMap<>(Map.of("session.id", "4f1c", "model", "claude-sonnet-4-5"));
        attributes.putAll(more);
        return new MetricPoint(metric, attributes, new BigDecimal(amount), false, MINUTE - 60_000_000_000L, MINUTE);
    }
}
