package io.afterhours.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.access.Person;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonTest {
    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  ", "<>;\n"})
    void who_does_not_say_through_what_is_the_person(@Nullable String header) {
        assertThat(Person.of(header)).isEqualTo("person");
    }

    @ParameterizedTest
    @CsvSource({"command line,command line", "ada@example.org,ada@example.org", "Jörg’s <b>phone</b>,Jörgs bphoneb"})
    void what_could_be_more_than_a_name_is_left_out(String header, String name) {
        assertThat(Person.of(header)).isEqualTo(name);
    }

    @Test
    void a_long_name_is_cut() {
        assertThat(Person.of("x".repeat(61))).hasSize(60);
    }
}
