package io.afterhours.local.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.afterhours.local.process.Notices;
import io.afterhours.local.process.Part;
import io.afterhours.local.process.Supervisor;
import io.afterhours.local.state.Ports;
import io.afterhours.local.state.StateFolder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresTest {
    private static final Path CACHE = Path.of(System.getProperty("user.home"), ".cache", "afterhours");

    @TempDir
    Path temporary;

    @Test
    void each_service_owns_its_database_and_no_other_and_finds_its_rows_after_a_restart() throws Exception {
        var state = new StateFolder(temporary.resolve("state")).open();
        var port = Ports.random().of(Ports.Part.POSTGRES);
        var first = start(state, port);
        try (var scheduler = connect(state, port, "scheduler", "scheduler");
                var statement = scheduler.createStatement()) {
            statement.execute("CREATE TABLE kept (id int)");
            statement.execute("INSERT INTO kept VALUES (1)");
            assertThat(setting(scheduler, "fsync")).isEqualTo("on");
            assertThat(setting(scheduler, "synchronous_commit")).isEqualTo("on");
            assertThat(setting(scheduler, "statement_timeout")).isEqualTo("15s");
            assertThat(setting(scheduler, "lock_timeout")).isEqualTo("3s");
            assertThat(setting(scheduler, "idle_in_transaction_session_timeout"))
                    .isEqualTo("30s");
            assertThat(setting(scheduler, "listen_addresses")).isEqualTo("127.0.0.1");
        }
        assertThatThrownBy(() -> connect(state, port, "cost", "scheduler").close())
                .hasMessageContaining("permission denied for database");
        assertThatThrownBy(() -> connect(state, port, "scheduler", "postgres").close())
                .hasMessageContaining("permission denied for database");
        assertThatThrownBy(() -> DriverManager.getConnection(url(port, "cost"), "cost", "guessed")
                        .close())
                .hasMessageContaining("password authentication failed");
        first.stop(List.of(List.of("postgres")));

        var second = start(state, port);
        try (var scheduler = connect(state, port, "scheduler", "scheduler");
                var rows = scheduler.createStatement().executeQuery("SELECT id FROM kept")) {
            assertThat(rows.next()).isTrue();
        }
        second.stop(List.of(List.of("postgres")));
    }

    @Test
    void sql_is_made_for_plain_names_and_passwords_only() {
        assertThatThrownBy(() -> ServiceRoles.sql("a;b", "secret")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ServiceRoles.sql("cost", "it's")).isInstanceOf(IllegalArgumentException.class);
    }

    private Supervisor start(StateFolder state, int port) {
        var postgres = Postgres.prepare(state, CACHE, port);
        var supervisor = new Supervisor(new Silent());
        supervisor.start(List.of(new Part(
                "postgres",
                postgres.command(),
                Map.of(),
                state.root(),
                state.log("postgres"),
                state.processId("postgres"),
                postgres::isReady,
                "INT",
                Duration.ofSeconds(30),
                Duration.ofSeconds(20),
                "")));
        return supervisor;
    }

    private static Connection connect(StateFolder state, int port, String role, String database) throws SQLException {
        return DriverManager.getConnection(url(port, database), role, Postgres.password(state, role));
    }

    private static String url(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private static String setting(Connection connection, String name) throws SQLException {
        try (var rows = connection.createStatement().executeQuery("SHOW " + name)) {
            rows.next();
            return rows.getString(1);
        }
    }

    /** Hears nothing. */
    private static final class Silent implements Notices {
        @Override
        public void ready(Part part, Duration took) {}

        @Override
        public void died(Part part, int status, Duration next) {}

        @Override
        public void cannotStart(Part part, String why) {}

        @Override
        public void again(Part part, Duration took) {}

        @Override
        public void stopped(Part part, Duration took, boolean whenAsked) {}
    }
}
