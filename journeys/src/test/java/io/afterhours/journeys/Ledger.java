package io.afterhours.journeys;

import static io.afterhours.journeys.Builds.patiently;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** What a suite has booked, held against what it says of it. */
record Ledger(Suite suite) {
    /** What Claude Haiku 4.5 costs: $1, $5 and, read from its cache, $0.10 a million. */
    private static final String NANOS = "1000 * input_tokens + 5000 * output_tokens + 100 * cache_read_tokens";

    /**
     * Adds the ledger up in three ways: each report by its tokens, each by the cost that was booked, and what the totals and the
     * month's budget say. Every report is one of Claude Haiku 4.5.
     *
     * @return the total, in dollars
     */
    BigDecimal totalsAreTheSumOfTheReports() {
        var api = suite.api();
        var ledger = suite.tables("cost");
        var nanos = new BigDecimal(
                ledger.column("select sum(cost_nanos) from usage").getFirst());
        assertThat(nanos)
                .isPositive()
                .isEqualByComparingTo(
                        ledger.column("select sum(" + NANOS + ") from usage").getFirst());
        var calls = ledger.count("select count(*) from usage");
        for (var by : List.of("agent", "model", "session")) {
            var totals = api.get("/api/costs/month?by=" + by);
            assertThat(new BigDecimal(totals.path("total").asText()).movePointRight(9))
                    .as("total by " + by)
                    .isEqualByComparingTo(nanos);
            assertThat(totals.path("calls").asLong()).as("calls by " + by).isEqualTo(calls);
        }
        patiently(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(api.items("/api/budgets"))
                        .filteredOn(each -> each.path("name").asText().equals("month"))
                        .singleElement()
                        .satisfies(month -> assertThat(
                                        new BigDecimal(month.path("spent").asText()).movePointRight(9))
                                .isEqualByComparingTo(nanos)));
        return nanos.movePointLeft(9);
    }
}
