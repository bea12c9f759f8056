package io.afterhours.cost.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.cost.price.Basis;
import io.afterhours.cost.price.Money;
import io.afterhours.cost.price.Priced;
import io.afterhours.cost.price.Tokens;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdditionsTest {
    private static final Instant TEN = Instant.parse("2026-11-21T10:00:00Z");

    @Test
    void entries_of_one_key_are_one_row() {
        var additions = of(
                entry(TEN.plusSeconds(1), "s-1", new Priced(new Money(40), Basis.COMPUTED)),
                entry(TEN.plusSeconds(899), "s-1", new Priced(new Money(2), Basis.COMPUTED)),
                entry(TEN, "s-1", Priced.UNKNOWN),
                entry(TEN, "s-2", new Priced(new Money(7), Basis.COMPUTED)));

        assertThat(additions.keys())
                .containsExactly(new Additions.Key(TEN, "s-1", "builder"), new Additions.Key(TEN, "s-2", "builder"));
        assertThat(column(additions, "calls")).containsExactly(3L, 1L);
        assertThat(column(additions, "unknown_calls")).containsExactly(1L, 0L);
        assertThat(column(additions, "cost_nanos")).containsExactly(42L, 7L);
        assertThat(column(additions, "cache_write_1h_tokens")).containsExactly(15L, 5L);
    }

    @Test
    void quarters_of_an_hour_stay_apart_because_a_day_may_begin_between_them() {
        var additions = of(
                entry(Instant.parse("1969-12-31T23:59:59.999Z"), "s-1", Priced.UNKNOWN),
                entry(Instant.parse("2026-11-21T18:14:59.999Z"), "s-1", Priced.UNKNOWN),
                entry(Instant.parse("2026-11-21T18:15:00Z"), "s-1", Priced.UNKNOWN));

        assertThat(additions.keys())
                .extracting(Additions.Key::quarter)
                .containsExactly(
                        Instant.parse("1969-12-31T23:45:00Z"),
                        Instant.parse("2026-11-21T18:00:00Z"),
                        Instant.parse("2026-11-21T18:15:00Z"));
    }

    private static Additions of(Entry... entries) {
        return Additions.of(List.of(entries), Entry::session, Entry::agent);
    }

    private static List<Long> column(Additions additions, String name) {
        return additions.sums(Additions.COLUMNS.indexOf(name));
    }

    private static Entry entry(Instant at, String session, Priced priced) {
        return new Entry(at, at, "builder", session, null, "opus", null, new Tokens(1, 2, 3, 4, 5), priced, null);
    }
}
