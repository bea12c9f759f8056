package io.afterhours.cost.ledger;

import io.afterhours.testkit.Measured;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jdbi.v3.core.Jdbi;

/** A ledger of a year: 500 sessions a day of 20 agents with 12 models, and as many reports as are asked for. */
public final class LedgerBench {
    private static final int MONTHS = 12;

    private final Jdbi jdbi;
    private final Instant now;
    private final MonthStore months = new MonthStore();
    private final LedgerStore ledger = new LedgerStore();
    private long filled;

    public LedgerBench(Jdbi jdbi, Instant now) {
        this.jdbi = jdbi;
        this.now = now;
    }

    /** Has a table for each month of the year. */
    public void beginMonths() {
        var last = YearMonth.from(now.atOffset(ZoneOffset.UTC));
        for (int back = MONTHS; back >= 0; back--) {
            var month = last.minusMonths(back);
            jdbi.useTransaction(tx -> months.begin(tx, month));
        }
    }

    /** Adds reports until there are so many, and makes the sums anew; says how long that took. */
    public void fillTo(long rows) {
        var begun = System.nanoTime();
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into usage (occurred_at, received_at, agent, session, model, input_tokens, output_tokens,
                          cache_read_tokens, cache_write_tokens, cache_write_1h_tokens, cost_nanos, basis)
                        select at, at, 'agent-' || (n / 365) % 20, 'session-' || (n % 365) || '-' || (n / 365) % 500, 'model-' || n % 12,
                          100 + n % 900, n % 500, n % 7000, 0, 0, 1000000 + n % 9000000, 'computed'
                        from generate_series(:from, :to) n,
                          lateral (select :now - make_interval(days => (n % 365)::int, secs => n % 60000)) as made (at)
                        order by n % 365 desc""")
                .bind("from", filled + 1)
                .bind("to", rows)
                .bind("now", now)
                .execute());
        var filledIn = seconds(begun);
        var summing = System.nanoTime();
        jdbi.useTransaction(tx -> ledger.sumAnew(tx, ZoneOffset.UTC));
        var summedIn = seconds(summing);
        jdbi.useHandle(handle -> {
            handle.execute("vacuum analyze");
            handle.execute("checkpoint");
        });
        Measured.row(
                String.format(
                        Locale.ROOT, "%,d reports more written, and the sums of %,d made anew", rows - filled, rows),
                String.format(Locale.ROOT, "%.0f s and %.0f s", filledIn, summedIn));
        filled = rows;
    }

    /** Reads the newest page of the ledger. */
    public void newest() {
        jdbi.useHandle(handle -> ledger.page(handle, null, 100));
    }

    /** Drops the oldest whole month; says how many entries that were and how long it took. */
    public void dropAMonth() {
        long before = count();
        var begun = System.nanoTime();
        new MonthKeeper(jdbi, months, new TwelveMonths(), InstantSource.fixed(now.plusSeconds(31 * 86_400L))).runOnce();
        var took = seconds(begun) * 1_000;
        Measured.row(
                String.format(Locale.ROOT, "months dropped, %,d reports", before - count()),
                String.format(Locale.ROOT, "%.0f ms", took));
    }

    private record TwelveMonths(int months) implements LedgerConfig {
        TwelveMonths() {
            this(MONTHS);
        }

        @Override
        public boolean loop() {
            return false;
        }
    }

    private long count() {
        return jdbi.withHandle(handle -> handle.createQuery("select count(*) from usage")
                .mapTo(Long.class)
                .one());
    }

    private static double seconds(long begun) {
        return (System.nanoTime() - begun) / 1e9;
    }
}
