package io.afterhours.contracts.runner;

import io.afterhours.contracts.Check;

/** A runner has taken a dispatched attempt; on {@code runner.<runner>.taken}. */
public record AttemptTaken(String session, String build, int number, long fence) {
    public AttemptTaken {
        session = Check.required("session", session, Check.SHORT);
        build = Check.required("build", build, 40);
    }
}
