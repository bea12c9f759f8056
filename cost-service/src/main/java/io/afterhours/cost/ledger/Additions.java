package io.afterhours.cost.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * What a batch of entries adds to the sums, by a key of two words: added up here, so that a row of the sums is touched once for the
 * batch and not for each of its entries.
 */
final class Additions {
    private static final int MINUTES = 15;

    /** The columns of a sum, in the order of {@link #sums}. */
    static final List<String> COLUMNS = List.of(
            "calls",
            "unknown_calls",
            "cost_nanos",
            "input_tokens",
            "output_tokens",
            "cache_read_tokens",
            "cache_write_tokens",
            "cache_write_1h_tokens",
            "cache_saving_nanos",
            "covered_nanos");

    private final Map<Key, long[]> byKey = new LinkedHashMap<>();

    /**
     * Whose sum it is.
     *
     * @param quarter the quarter of an hour in which the tokens were used: the day that it is part of depends on a zone, and no
     *     zone's day begins within one
     */
    record Key(Instant quarter, String first, String second) {}

    private Additions() {}

    /**
     * Adds entries up.
     *
     * @throws ArithmeticException when a sum is too large for 64 bits
     */
    static Additions of(Collection<Entry> entries, Function<Entry, String> first, Function<Entry, String> second) {
        var additions = new Additions();
        for (var entry : entries) {
            var key = new Key(quarter(entry.occurredAt()), first.apply(entry), second.apply(entry));
            add(additions.byKey.computeIfAbsent(key, _ -> new long[COLUMNS.size()]), entry);
        }
        return additions;
    }

    List<Key> keys() {
        return new ArrayList<>(byKey.keySet());
    }

    /** One column of the sums, in the order of the keys. */
    List<Long> sums(int column) {
        return byKey.values().stream().map(each -> each[column]).toList();
    }

    private static Instant quarter(Instant at) {
        var minute = at.truncatedTo(ChronoUnit.MINUTES);
        return minute.minusSeconds(60 * Math.floorMod(minute.getEpochSecond() / 60, (long) MINUTES));
    }

    private static void add(long[] sums, Entry entry) {
        var tokens = entry.tokens();
        var priced = entry.priced();
        var cost = priced.cost();
        long[] more = {
            1,
            cost == null ? 1 : 0,
            cost == null ? 0 : cost.nanos(),
            tokens.input(),
            tokens.output(),
            tokens.cacheRead(),
            tokens.cacheWrite(),
            tokens.cacheWrite1h(),
            priced.cacheSaving().nanos(),
            priced.covered().nanos()
        };
        for (int i = 0; i < more.length; i++) {
            sums[i] = Math.addExact(sums[i], more[i]);
        }
    }
}
