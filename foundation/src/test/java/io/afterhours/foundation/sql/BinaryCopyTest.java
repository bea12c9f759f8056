package io.afterhours.foundation.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.afterhours.testkit.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BinaryCopyTest {
    private static final List<String> COLUMNS = List.of("name", "at", "number", "share");
    private static final Instant AT = Instant.parse("1969-07-20T20:17:40.123456Z");

    private final TestDatabase database = TestDatabase.create();
    private final Jdbi jdbi =
            Databases.configured(Jdbi.create(database.jdbcUrl(), database.user(), database.password()));

    @BeforeEach
    void make() {
        jdbi.useHandle(tx -> tx.execute(
                "create table thing (name text, at timestamptz, number bigint unique, share double precision)"));
    }

    @Test
    void gives_back_what_was_copied() {
        copy(rows -> rows.row().text("Größe \\ \t\n 🌙").instant(AT).bigint(-5).real(0.1));

        assertThat(jdbi.<String, RuntimeException>withHandle(tx -> tx.createQuery("select name from thing")
                        .mapTo(String.class)
                        .one()))
                .isEqualTo("Größe \\ \t\n 🌙");
        assertThat(jdbi.<Instant, RuntimeException>withHandle(tx -> tx.createQuery("select at from thing")
                        .mapTo(Instant.class)
                        .one()))
                .isEqualTo(AT);
        assertThat(count("number = -5 and share = 0.1::double precision")).isEqualTo(1);
    }

    @Test
    void gives_back_a_uuid() {
        var id = UUID.fromString("0199f0a1-7c3e-7000-8abc-fedcba987654");
        jdbi.useTransaction(tx -> {
            tx.execute("create table known (id uuid)");
            BinaryCopy.into(tx, "known", List.of("id"), rows -> rows.row().uuid(id));

            assertThat(tx.createQuery("select id from known").mapTo(UUID.class).one())
                    .isEqualTo(id);
        });
    }

    @Test
    void what_is_missing_is_null() {
        copy(rows -> rows.row().text(null).instant(AT).bigint(1).real(null));

        assertThat(count("name is null and share is null")).isEqualTo(1);
    }

    @Test
    void copies_more_than_it_keeps_in_memory() {
        var longest = "x".repeat(200_000);
        copy(rows -> {
            for (int i = 0; i < 5_000; i++) {
                rows.row()
                        .text(i == 2_500 ? longest : "row " + i)
                        .instant(AT)
                        .bigint(i)
                        .real(null);
            }
        });

        assertThat(count("true")).isEqualTo(5_000);
        assertThat(count("length(name) = 200000")).isEqualTo(1);
    }

    @Test
    void a_row_that_the_table_refuses_leaves_nothing_behind_and_says_why() {
        assertThatThrownBy(() -> copy(rows -> {
                    rows.row().text("one").instant(AT).bigint(7).real(null);
                    rows.row().text("two").instant(AT).bigint(7).real(null);
                }))
                .hasMessageStartingWith("cannot copy into thing: ")
                .hasMessageContaining("thing_number_key");
        assertThat(count("true")).isZero();
    }

    @Test
    void what_fails_while_rows_are_written_leaves_nothing_behind_and_the_connection_usable() {
        jdbi.useHandle(tx -> {
            assertThatThrownBy(() -> BinaryCopy.into(tx, "thing", COLUMNS, rows -> {
                        rows.row().text("half");
                        throw new IllegalArgumentException("no");
                    }))
                    .hasMessage("no");
            assertThat(tx.createQuery("select count(*) from thing")
                            .mapTo(Long.class)
                            .one())
                    .isZero();
        });
    }

    private void copy(Consumer<BinaryCopy> writing) {
        jdbi.useTransaction(tx -> BinaryCopy.into(tx, "thing", COLUMNS, writing));
    }

    private long count(String condition) {
        return jdbi.withHandle(tx -> tx.createQuery("select count(*) from thing where " + condition)
                .mapTo(Long.class)
                .one());
    }
}
