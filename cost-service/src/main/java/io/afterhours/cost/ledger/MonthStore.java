package io.afterhours.cost.ledger;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** The tables {@code usage_<year>_<month>} that make up the ledger, by UTC month of booking, and {@code usage_rest}. */
@ApplicationScoped
public class MonthStore {
    private static final String PREFIX = "usage_";

    /** Until the end of the transaction no other instance begins or drops months. */
    void alone(Handle tx) {
        tx.execute("select pg_advisory_xact_lock(hashtext('ledger months'))");
    }

    /** Months that have a table, oldest first. */
    List<YearMonth> months(Handle handle) {
        return handle.createQuery("""
                        select substring(relid::regclass::text from 7) from pg_partition_tree('usage')
                        where isleaf and relid::regclass::text ~ '^usage_\\d{4}_\\d\\d$' order by 1""")
                .mapTo(String.class)
                .map(name -> YearMonth.parse(name.replace('_', '-')))
                .list();
    }

    /** Whether something that was booked in a month stands in {@code usage_rest}, where it then stays. */
    boolean isInRest(Handle tx, YearMonth month) {
        return tx.createQuery("""
                        select exists (select from usage_rest where received_at >= :from and received_at < :to)""")
                .bind("from", start(month))
                .bind("to", start(month.plusMonths(1)))
                .mapTo(Boolean.class)
                .one();
    }

    void begin(Handle tx, YearMonth month) {
        tx.execute("create table %s partition of usage for values from ('%s') to ('%s')"
                .formatted(table(month), start(month), start(month.plusMonths(1))));
    }

    void drop(Handle tx, YearMonth month) {
        tx.execute("drop table " + table(month));
    }

    /** Removes from {@code usage_rest} what was booked before, a bounded number of rows; how many that were. */
    int removeFromRest(Handle tx, Instant before, int most) {
        return tx.createUpdate("""
                        delete from usage_rest where ctid = any(array(
                          select ctid from usage_rest where received_at < :before limit :most))""").bind("before", before).bind("most", most).execute();
    }

    /** Remembers since when the ledger is whole, and forgets later prices of what is no longer in it. */
    void startsAt(Handle tx, Instant start) {
        tx.createUpdate("""
                        insert into ledger_start (at) values (:at)
                        on conflict (one) do update set at = greatest(ledger_start.at, excluded.at)""").bind("at", start).execute();
        tx.execute("delete from usage_priced where usage < (select coalesce(min(id), 0) from usage)");
    }

    static Instant start(YearMonth month) {
        return month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    private static String table(YearMonth month) {
        return PREFIX + "%04d_%02d".formatted(month.getYear(), month.getMonthValue());
    }
}
