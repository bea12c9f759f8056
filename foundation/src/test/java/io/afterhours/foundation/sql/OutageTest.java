package io.afterhours.foundation.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class OutageTest {
    @Test
    void a_full_disk_is_told_from_a_database_that_is_away() {
        var full = new IllegalStateException(new SQLException("could not extend file", "53100"));
        assertThat(Outage.is(full)).isTrue();
        assertThat(Outage.told(full)).contains("no room left on its disk").contains("Make room");

        var away = new IllegalStateException(new SQLException("terminating connection", "57P01"));
        assertThat(Outage.told(away)).isEqualTo("The database is not available now; try again in a few seconds.");
    }
}
