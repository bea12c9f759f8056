package io.afterhours.contracts.runner;

import io.afterhours.contracts.Check;

/** The attempt still runs and its lease is to be renewed; every 10 s on {@code runner.<runner>.heartbeat}. */
public record AttemptHeartbeat(String session, String build, int number, long fence) {
    public AttemptHeartbeat {
        session = Check.required("session", session, Check.SHORT);
        build = Check.required("build", build, 40);
    }
}
