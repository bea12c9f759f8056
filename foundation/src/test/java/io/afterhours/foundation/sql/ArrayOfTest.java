package io.afterhours.foundation.sql;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.testkit.TestDatabase;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.Argument;
import org.junit.jupiter.api.Test;

class ArrayOfTest {
    private static final Instant AT = Instant.parse("1969-07-20T20:17:40.123456Z");

    private final TestDatabase database = TestDatabase.create();
    private final Jdbi jdbi =
            Databases.configured(Jdbi.create(database.jdbcUrl(), database.user(), database.password()));

    @Test
    void gives_back_the_values_in_their_order() {
        assertThat(back(ArrayOf.texts(List.of("Größe \\ \" {,} 🌙", "", "null")), "text", String.class))
                .containsExactly("Größe \\ \" {,} 🌙", "", "null");
        assertThat(back(ArrayOf.bigints(List.of(Long.MIN_VALUE, 7L)), "int8", Long.class))
                .containsExactly(Long.MIN_VALUE, 7L);
        assertThat(back(ArrayOf.integers(List.of(3, -1), number -> number), "int4", Integer.class))
                .containsExactly(3, -1);
        assertThat(back(ArrayOf.doubles(List.of(0.1, 1e300)), "float8", Double.class))
                .containsExactly(0.1, 1e300);
        assertThat(back(ArrayOf.booleans(List.of(true, false)), "bool", Boolean.class))
                .containsExactly(true, false);
        assertThat(back(ArrayOf.instants(List.of(AT), at -> at), "timestamptz", Instant.class))
                .containsExactly(AT);
        var id = UUID.fromString("0199f0a1-7c3e-7000-8abc-fedcba987654");
        assertThat(back(ArrayOf.uuids(List.of(id)), "uuid", UUID.class)).containsExactly(id);
    }

    @Test
    void gives_back_a_field_of_each_row() {
        var rows = List.of("one", "three");
        assertThat(back(ArrayOf.texts(rows, String::toUpperCase), "text", String.class))
                .containsExactly("ONE", "THREE");
        assertThat(back(ArrayOf.bigints(rows, row -> (long) row.length()), "int8", Long.class))
                .containsExactly(3L, 5L);
        assertThat(back(ArrayOf.integers(rows, String::length), "int4", Integer.class))
                .containsExactly(3, 5);
        assertThat(back(ArrayOf.doubles(rows, row -> row.length() / 2.0), "float8", Double.class))
                .containsExactly(1.5, 2.5);
        assertThat(back(ArrayOf.booleans(rows, row -> row.length() > 3), "bool", Boolean.class))
                .containsExactly(false, true);
        assertThat(back(ArrayOf.instants(rows, row -> AT.plusSeconds(row.length())), "timestamptz", Instant.class))
                .containsExactly(AT.plusSeconds(3), AT.plusSeconds(5));
    }

    @Test
    void what_is_missing_is_null() {
        assertThat(back(ArrayOf.texts(Arrays.asList("one", null)), "text", String.class))
                .containsExactly("one", null);
        assertThat(back(ArrayOf.instants(Arrays.asList(null, AT), at -> at), "timestamptz", Instant.class))
                .containsExactly(null, AT);
        assertThat(back(ArrayOf.texts(List.of()), "text", String.class)).isEmpty();
        assertThat(jdbi.<Boolean, RuntimeException>withHandle(
                        tx -> tx.createQuery("select cast(:values as text[]) is null")
                                .bind("values", ArrayOf.texts(null))
                                .mapTo(Boolean.class)
                                .one()))
                .isTrue();
    }

    @Test
    void a_statement_that_fails_shows_how_many_there_are_and_not_what_is_in_them() {
        assertThat(ArrayOf.texts(List.of("a secret", "another"))).hasToString("text[2]");
    }

    private <T> List<T> back(Argument values, String type, Class<T> as) {
        return jdbi.withHandle(tx -> {
            assertThat(tx.createQuery("select pg_typeof(:values) = cast(:type as regtype)")
                            .bind("values", values)
                            .bind("type", type + "[]")
                            .mapTo(Boolean.class)
                            .one())
                    .isTrue();
            return tx.createQuery(
                            "select value from unnest(:values) with ordinality as v (value, place) order by place")
                    .bind("values", values)
                    .mapTo(as)
                    .list();
        });
    }
}
