package io.afterhours.cost.total;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterhours.contracts.Json;
import io.afterhours.cost.ledger.LedgerBench;
import io.afterhours.cost.silence.SilenceStore;
import io.afterhours.foundation.sql.Databases;
import io.afterhours.testkit.Measured;
import io.afterhours.testkit.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.SqlLogger;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What a large ledger costs those who ask for totals, against a real PostgreSQL: the same year with more and more reports in it. No test
 * of the suite; {@code benchmarks/large-ledger} runs it and says what it printed.
 */
class LargeLedgerBench {
    private static final int SAMPLES = Integer.getInteger("samples", 300);
    private static final long MANY = Long.getLong("rows", 20_000_000);
    private static final Instant NOW = Instant.parse("2026-11-21T20:00:00Z");

    private final TestDatabase database = TestDatabase.migrated("db/foundation", "db/migration");
    private final Jdbi jdbi =
            Databases.configured(Jdbi.create(database.jdbcUrl(), database.user(), database.password()));
    private final Totals totals =
            new Totals(jdbi, new TotalStore(), new SilenceStore(), InstantSource.fixed(NOW), ZoneOffset.UTC);
    private final LedgerBench ledger = new LedgerBench(jdbi, NOW);

    @Test
    void totals_however_many_reports_they_are_of() {
        ledger.beginMonths();
        measure(MANY / 20);
        measure(MANY);
        ledger.dropAMonth();
    }

    private void measure(long rows) {
        ledger.fillTo(rows);
        var what = String.format(Locale.ROOT, ", %,d reports", rows);
        time("today's totals" + what, "today", null);
        time("this month by model" + what, "month", "model");
        time("this month by agent" + what, "month", "agent");
        time("this month by day" + what, "month", "day");
        plans("today's totals" + what, "today", null);
        plans("this month by model" + what, "month", "model");
        Measured.times("newest 100 entries of the ledger" + what, 20, SAMPLES, ledger::newest);
    }

    private void time(String what, String period, @Nullable String by) {
        Measured.times(what, 20, SAMPLES, () -> totals.named(period, by, 20));
    }

    /** What PostgreSQL estimates that all statements of an answer cost, and what they read. */
    private void plans(String what, String period, @Nullable String by) {
        var asked = new ArrayList<String>();
        jdbi.setSqlLogger(new SqlLogger() {
            @Override
            public void logAfterExecution(StatementContext context) {
                asked.add(String.valueOf(context.getStatement()));
            }
        });
        totals.named(period, by, 20);
        jdbi.setSqlLogger(SqlLogger.NOP_SQL_LOGGER);
        var plans = asked.stream().map(this::plan).toList();
        Measured.row(
                "plans of " + what,
                String.format(
                        Locale.ROOT,
                        "%d statements, cost %.0f, of %s",
                        plans.size(),
                        plans.stream()
                                .mapToDouble(plan ->
                                        plan.path("Plan").path("Total Cost").asDouble())
                                .sum(),
                        plans.stream()
                                .flatMap(plan -> plan.findValuesAsText("Relation Name").stream())
                                .distinct()
                                .sorted()
                                .collect(Collectors.joining(", "))));
    }

    /** The driver writes the values of a statement into its text. */
    private JsonNode plan(String sql) {
        var plan = jdbi.withHandle(handle -> handle.select("explain (format json) " + sql)
                .mapTo(String.class)
                .one());
        return Json.read(plan.getBytes(StandardCharsets.UTF_8), JsonNode.class).path(0);
    }
}
