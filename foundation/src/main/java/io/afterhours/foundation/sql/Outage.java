package io.afterhours.foundation.sql;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLTransientException;

/** Tells a database that is away or overloaded from a statement that is wrong. */
public final class Outage {
    private static final String DISK_FULL = "53100";

    private Outage() {}

    /**
     * Whether trying the same again later may help: connection lost or refused (08), server stopping or starting (57P), out of
     * resources (53), no connection from the pool in time, a serialization failure or deadlock (40), a lock or statement
     * timeout (55P03, 57014).
     */
    public static boolean is(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLTransientException || cause instanceof SQLNonTransientConnectionException) {
                return true;
            }
            if (cause instanceof SQLException sql && passing(sql.getSQLState(), sql.getMessage())) {
                return true;
            }
        }
        return false;
    }

    /** What a person is told of it: what is wrong, and what they can do. */
    public static String told(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && DISK_FULL.equals(sql.getSQLState())) {
                return "The database has no room left on its disk; what it has is kept. Make room there, then try again.";
            }
        }
        return "The database is not available now; try again in a few seconds.";
    }

    private static boolean passing(
            @org.jspecify.annotations.Nullable String state, @org.jspecify.annotations.Nullable String message) {
        if (state == null) {
            return message != null && message.contains("Acquisition timeout");
        }
        return state.startsWith("08")
                || state.startsWith("57")
                || state.startsWith("53")
                || state.startsWith("40")
                || state.equals("55P03")
                || state.equals("25006")
                || state.equals("3D000");
    }
}
