package io.afterhours.foundation.reader;

import io.afterhours.foundation.nats.SoleReader;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * Who reads holds a lock of the database, on a connection of its own: when the process is gone, so are the connection and the lock, and
 * nobody waits for a lease to run out.
 */
@ApplicationScoped
public class ReaderLocks implements SoleReader {
    private static final Logger LOG = Logger.getLogger(ReaderLocks.class);
    private static final int ANSWER_SECONDS = 5;

    private final DataSource pool;
    private final Map<String, Connection> held = new HashMap<>();

    ReaderLocks(DataSource pool) {
        this.pool = pool;
    }

    @Override
    public synchronized boolean isThis(String consumer) {
        try {
            var known = held.get(consumer);
            if (known != null && known.isValid(ANSWER_SECONDS)) {
                return true;
            }
            letGo(consumer);
            return take(consumer);
        } catch (SQLException e) {
            throw new IllegalStateException("cannot ask who reads " + consumer + ": " + e.getMessage(), e);
        }
    }

    private boolean take(String consumer) throws SQLException {
        var connection = pool.getConnection();
        var taken = false;
        try {
            taken = ask(connection, "select pg_try_advisory_lock(hashtextextended(?, 0))", consumer);
        } finally {
            if (taken) {
                held.put(consumer, connection);
            } else {
                connection.close();
            }
        }
        return taken;
    }

    @Override
    public synchronized void letGo(String consumer) {
        var connection = held.remove(consumer);
        if (connection != null) {
            try (connection) {
                ask(connection, "select pg_advisory_unlock(hashtextextended(?, 0))", consumer);
            } catch (SQLException e) {
                LOG.debugf("the lock of %s went with its connection: %s", consumer, e.getMessage());
            }
        }
    }

    private static boolean ask(Connection connection, String question, String consumer) throws SQLException {
        try (var statement = connection.prepareStatement(question)) {
            statement.setString(1, consumer);
            try (var rows = statement.executeQuery()) {
                return rows.next() && rows.getBoolean(1);
            }
        }
    }

    @PreDestroy
    synchronized void close() {
        List.copyOf(held.keySet()).forEach(this::letGo);
    }
}
