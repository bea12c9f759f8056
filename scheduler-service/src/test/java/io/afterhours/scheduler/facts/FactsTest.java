package io.afterhours.scheduler.facts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.afterhours.foundation.sql.ArrayOf;
import io.afterhours.foundation.sql.Databases;
import io.afterhours.testkit.TestDatabase;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class FactsTest {
    private static Jdbi jdbi;

    @BeforeAll
    static void connect() {
        var database = TestDatabase.create();
        jdbi = Databases.configured(Jdbi.create(database.jdbcUrl(), database.user(), database.password()));
    }

    private static Row one(String sql) {
        return jdbi.withHandle(tx -> Fact.of(sql, List::getFirst).read(tx));
    }

    @Test
    void several_facts_are_of_one_moment_and_each_has_its_rows_in_order() {
        var numbers = new Fact<>(
                "select n from unnest(:numbers) as n order by n desc",
                query -> query.bind("numbers", ArrayOf.bigints(List.of(1L, 3L, 2L))),
                rows -> rows.stream().map(row -> row.number("n")).toList());
        var first = Fact.of(
                "select clock_timestamp() >= now() as later, txid_current_snapshot()::text as seen", List::getFirst);
        var second = Fact.of("select txid_current_snapshot()::text as seen", List::getFirst);
        var none = Fact.of("select 1 where false", List::size);
        jdbi.useHandle(tx -> {
            var read = Facts.read(tx, List.of(numbers, first, second, none));
            assertThat(read.of(numbers)).containsExactly(3L, 2L, 1L);
            assertThat(read.of(first).flag("later")).isTrue();
            assertThat(read.of(first).text("seen")).isEqualTo(read.of(second).text("seen"));
            assertThat(read.of(none)).isZero();
        });
    }

    @Test
    void columns_of_every_type_are_read_as_they_are() {
        var row = one("""
                select 'naïve "quoted"' as words, 9223372036854775807 as much, 7 as few, 12.5::float8 as share,
                  array['a', 'b c']::text[] as tags, null::text as nothing, null::bigint as none""");
        assertThat(row.text("words")).isEqualTo("naïve \"quoted\"");
        assertThat(row.number("much")).isEqualTo(Long.MAX_VALUE);
        assertThat(row.count("few")).isEqualTo(7);
        assertThat(row.fraction("share")).isEqualTo(12.5);
        assertThat(row.texts("tags")).containsExactly("a", "b c");
        assertThat(row.textOrNull("nothing")).isNull();
        assertThat(row.numberOrNull("none")).isNull();
        assertThat(row.count("none")).isZero();
        assertThat(row.instantOrNull("nothing")).isNull();
        assertThatIllegalStateException().isThrownBy(() -> row.number("none")).withMessageContaining("none");
    }

    @Test
    void times_are_read_in_any_zone_and_however_far_away_they_are() {
        var row = jdbi.withHandle(tx -> {
            tx.execute("set time zone 'America/St_Johns'");
            return Fact.of("""
                    select '2026-11-21T17:00:00.123456Z'::timestamptz as near, '12026-01-01T00:00:00Z'::timestamptz as far,
                      'infinity'::timestamptz as never, '-infinity'::timestamptz as always""", List::getFirst).read(tx);
        });
        assertThat(row.instant("near")).isEqualTo(Instant.parse("2026-11-21T17:00:00.123456Z"));
        assertThat(row.instant("far")).isEqualTo(Instant.parse("+12026-01-01T00:00:00Z"));
        assertThat(row.instant("never")).isEqualTo(OffsetDateTime.MAX.toInstant());
        assertThat(row.instant("always")).isEqualTo(OffsetDateTime.MIN.toInstant());
    }

    @Test
    void a_fact_that_was_not_read_is_no_answer() {
        var read = jdbi.withHandle(tx -> Facts.read(tx, List.of(Fact.of("select 1 as n", List::size))));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read.of(Fact.of("select 2 as n", List::size)))
                .withMessageContaining("select 2");
    }
}
