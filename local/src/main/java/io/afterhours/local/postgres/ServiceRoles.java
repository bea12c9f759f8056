package io.afterhours.local.postgres;

import java.util.List;

/** The SQL that gives each service a role and a database of its own, one statement a line. */
public final class ServiceRoles {
    /** Services with a database. */
    public static final List<String> SERVICES = List.of("scheduler", "cost", "progress");

    private ServiceRoles() {}

    /** A role that owns its database; nobody else may connect to it; what waits or runs too long is stopped. */
    public static List<String> sql(String service, String password) {
        if (!service.matches("[a-z]+") || !password.matches("[A-Za-z0-9_-]+")) {
            throw new IllegalArgumentException("not a service or not a password: " + service);
        }
        return List.of(
                "CREATE ROLE " + service + " LOGIN PASSWORD '" + password + "';",
                "CREATE DATABASE " + service + " OWNER " + service + ";",
                "REVOKE ALL ON DATABASE " + service + " FROM PUBLIC;",
                "ALTER ROLE " + service + " SET statement_timeout = '15s';",
                "ALTER ROLE " + service + " SET lock_timeout = '3s';",
                "ALTER ROLE " + service + " SET idle_in_transaction_session_timeout = '30s';");
    }

    /** What keeps services out of the databases that nobody owns. */
    public static List<String> closeTheRest() {
        return List.of("REVOKE ALL ON DATABASE postgres FROM PUBLIC;", "REVOKE ALL ON DATABASE template1 FROM PUBLIC;");
    }
}
