package io.afterhours.foundation.sql;

import java.sql.SQLException;
import java.util.Set;

/** Tells a value that PostgreSQL cannot hold from a statement that is wrong. */
public final class Unstorable {
    /** Text with NUL (22021), and times that are none there or too far away (22007, 22008, 22009). */
    private static final Set<String> STATES = Set.of("22021", "22007", "22008", "22009");

    private Unstorable() {}

    /** Whether the failure comes of such a value, whoever sent it. */
    public static boolean is(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql && sql.getSQLState() != null && STATES.contains(sql.getSQLState())) {
                return true;
            }
        }
        return false;
    }
}
