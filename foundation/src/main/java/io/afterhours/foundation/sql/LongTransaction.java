package io.afterhours.foundation.sql;

import java.sql.Connection;
import java.sql.SQLException;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.HandleConsumer;
import org.jdbi.v3.core.Jdbi;

/**
 * A transaction that takes as long as it takes, such as one that reads all there is: the limits of a service's statements, of its locks
 * and of its connections do not hold for it.
 */
public final class LongTransaction {
    private LongTransaction() {}

    /**
     * Does the work in a transaction of its own. One whose service is killed ends within ten seconds, so that its locks do not outlive
     * it.
     */
    public static <X extends Exception> void use(Jdbi jdbi, HandleConsumer<X> work) throws X {
        try (var handle = jdbi.open()) {
            var usual = waitAtMost(handle.getConnection(), 0);
            try {
                handle.useTransaction(tx -> {
                    tx.execute("set local statement_timeout = 0");
                    tx.execute("set local lock_timeout = 0");
                    tx.execute("set local client_connection_check_interval = '10s'");
                    work.useHandle(tx);
                });
            } finally {
                waitAtMost(handle.getConnection(), usual);
            }
        }
    }

    /** For so many milliseconds for an answer, 0 for ever; as long as it was before. */
    private static int waitAtMost(Connection connection, int millis) {
        try {
            if (connection.isClosed()) {
                return millis;
            }
            var before = connection.getNetworkTimeout();
            connection.setNetworkTimeout(Runnable::run, millis);
            return before;
        } catch (SQLException e) {
            throw new ConnectionException(e);
        }
    }
}
