package io.afterhours.foundation.reader;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.testkit.TestDatabase;
import java.sql.DriverManager;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

class ReaderLocksTest {
    private static final String CONSUMER = "progress-report";

    private final TestDatabase database = TestDatabase.create();
    private final ReaderLocks one = new ReaderLocks(connections("one"));
    private final ReaderLocks other = new ReaderLocks(connections("other"));

    @AfterEach
    void let_go() {
        one.close();
        other.close();
    }

    @Test
    void of_two_processes_one_reads_until_it_lets_go() {
        assertThat(one.isThis(CONSUMER)).isTrue();
        assertThat(other.isThis(CONSUMER)).isFalse();
        assertThat(one.isThis(CONSUMER)).isTrue();

        one.letGo(CONSUMER);

        assertThat(other.isThis(CONSUMER)).isTrue();
        assertThat(one.isThis(CONSUMER)).isFalse();
    }

    @Test
    void each_consumer_has_a_reader_of_its_own() {
        assertThat(one.isThis(CONSUMER)).isTrue();
        assertThat(other.isThis("another")).isTrue();
        assertThat(one.isThis("another")).isFalse();
    }

    @Test
    void whose_connection_is_gone_reads_no_more() throws SQLException {
        assertThat(one.isThis(CONSUMER)).isTrue();

        end("one");

        assertThat(other.isThis(CONSUMER)).isTrue();
        assertThat(one.isThis(CONSUMER)).isFalse();
    }

    @Test
    void whose_connection_was_gone_reads_again_where_no_other_does() throws SQLException {
        assertThat(one.isThis(CONSUMER)).isTrue();

        end("one");

        assertThat(one.isThis(CONSUMER)).isTrue();
        assertThat(other.isThis(CONSUMER)).isFalse();
    }

    @Test
    void who_does_not_read_keeps_no_connection() throws SQLException {
        assertThat(one.isThis(CONSUMER)).isTrue();
        assertThat(other.isThis(CONSUMER)).isFalse();

        assertThat(count("one")).isEqualTo(1);
        assertThat(count("other")).isZero();
    }

    private DataSource connections(String name) {
        var connections = new PGSimpleDataSource();
        connections.setUrl(database.jdbcUrl());
        connections.setUser(database.user());
        connections.setPassword(database.password());
        connections.setApplicationName(name + " of " + database.name());
        return connections;
    }

    /** Ends the connections of a process, as its end does. */
    private void end(String name) throws SQLException {
        ask("select count(pg_terminate_backend(pid, 5000)) from pg_stat_activity where application_name = ?", name);
    }

    private long count(String name) throws SQLException {
        return ask("select count(*) from pg_stat_activity where application_name = ?", name);
    }

    private long ask(String question, String name) throws SQLException {
        try (var connection = DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                var statement = connection.prepareStatement(question)) {
            statement.setString(1, name + " of " + database.name());
            try (var rows = statement.executeQuery()) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }
}
