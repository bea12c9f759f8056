package io.afterhours.foundation.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.afterhours.testkit.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.CompletableFuture;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.Test;

class LongTransactionTest {
    private final TestDatabase database = TestDatabase.create();

    @Test
    void takes_longer_than_a_statement_and_a_connection_may_and_leaves_both_limits_as_they_were() throws Exception {
        var connection = connect("socketTimeout", "1", "options", "-c statement_timeout=300");
        var jdbi = Jdbi.create(connection);

        LongTransaction.use(jdbi, tx -> tx.execute("select pg_sleep(1.5)"));

        assertThat(connection.getNetworkTimeout()).isEqualTo(1_000);
        assertThatThrownBy(() -> jdbi.useTransaction(tx -> tx.execute("select pg_sleep(0.5)")))
                .isInstanceOf(UnableToExecuteStatementException.class)
                .hasMessageContaining("statement timeout");
    }

    @Test
    void waits_longer_for_a_lock_than_a_statement_may() throws Exception {
        Jdbi.create(database.jdbcUrl(), database.user(), database.password())
                .useHandle(handle -> handle.execute("create table ledger ()"));
        var jdbi = Jdbi.create(connect("options", "-c lock_timeout=300"));
        try (var holder = connect();
                var statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("lock table ledger");
            assertThatThrownBy(() -> jdbi.useTransaction(tx -> tx.execute("lock table ledger")))
                    .hasMessageContaining("lock timeout");
            var held = CompletableFuture.runAsync(() -> commitInASecond(holder));

            LongTransaction.use(jdbi, tx -> tx.execute("lock table ledger"));

            held.join();
        }
    }

    private static void commitInASecond(Connection holder) {
        try (var statement = holder.createStatement()) {
            statement.execute("select pg_sleep(1)");
            holder.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private Connection connect(String... settings) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", database.user());
        properties.setProperty("password", database.password());
        for (int i = 0; i < settings.length; i += 2) {
            properties.setProperty(settings[i], settings[i + 1]);
        }
        return DriverManager.getConnection(database.jdbcUrl(), properties);
    }
}
