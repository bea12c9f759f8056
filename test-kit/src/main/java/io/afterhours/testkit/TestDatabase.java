package io.afterhours.testkit;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.testcontainers.postgresql.PostgreSQLContainer;

/**
 * A fresh database of its own on the PostgreSQL that this JVM's tests share; the server ends with the JVM.
 *
 * @param name the database's name
 */
public record TestDatabase(String name, String jdbcUrl, String user, String password) {
    private static final AtomicInteger COUNT = new AtomicInteger();

    /** Databases with the migrations of some locations; to copy one takes a small part of the time that the migrations take. */
    private static final Map<List<String>, TestDatabase> MIGRATED = new ConcurrentHashMap<>();

    private static final class Shared {
        static final TestDatabase ADMIN = start();
    }

    /** An empty database. */
    public static TestDatabase create() {
        return copyOf("template1");
    }

    /** A database with the migrations of these class path locations, e.g. {@code db/foundation}. */
    public static TestDatabase migrated(String... locations) {
        return copyOf(MIGRATED.computeIfAbsent(List.of(locations), TestDatabase::migrate)
                .name());
    }

    private static TestDatabase migrate(List<String> locations) {
        var database = create();
        Flyway.configure()
                .dataSource(database.jdbcUrl(), database.user(), database.password())
                .locations(locations.toArray(String[]::new))
                .load()
                .migrate();
        return database;
    }

    private static TestDatabase copyOf(String template) {
        var admin = Shared.ADMIN;
        var name = "test_" + COUNT.incrementAndGet();
        admin.execute("create database " + name + " template " + template);
        return new TestDatabase(
                name,
                admin.jdbcUrl().replaceFirst("/[^/?]+(\\?|$)", "/" + name + "$1"),
                admin.user(),
                admin.password());
    }

    /** Makes the database refuse connections and ends those there are, as if it were down. */
    public void takeDown() {
        Shared.ADMIN.execute("alter database " + name + " allow_connections false");
        Shared.ADMIN.execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");
    }

    /** Ends {@link #takeDown()}. */
    public void bringBack() {
        Shared.ADMIN.execute("alter database " + name + " allow_connections true");
    }

    private void execute(String sql) {
        try (var connection = DriverManager.getConnection(jdbcUrl, user, password);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    private static TestDatabase start() {
        return switch (Servers.backing()) {
            case DOCKER -> {
                var container =
                        new PostgreSQLContainer(Servers.POSTGRES_IMAGE).withCommand("postgres", "-c", "fsync=off");
                container.start();
                Runtime.getRuntime().addShutdownHook(new Thread(container::stop));
                yield new TestDatabase(
                        container.getDatabaseName(),
                        container.getJdbcUrl(),
                        container.getUsername(),
                        container.getPassword());
            }
            case LOCAL -> local();
        };
    }

    private static TestDatabase local() {
        try {
            var folder = Files.createTempDirectory("afterhours-test-postgres-");
            var server = EmbeddedPostgres.builder()
                    .setPGStartupWait(Duration.ofSeconds(30))
                    .setDataDirectory(folder)
                    .setCleanDataDirectory(false)
                    .setRegisterShutdownHook(false)
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> end(server, folder)));
            return new TestDatabase("postgres", server.getJdbcUrl("postgres", "postgres"), "postgres", "postgres");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Stops the server and removes its files. A hundred databases are a hundred thousand files: removed one by one by Java they take longer
     * than the half minute that Surefire grants.
     */
    private static void end(EmbeddedPostgres server, Path folder) {
        try {
            server.close();
            new ProcessBuilder("rm", "-rf", folder.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + folder, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
