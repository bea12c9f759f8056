package io.afterhours.contracts.runner;

import io.afterhours.contracts.Check;
import java.time.Instant;

/** The agent says done and the acceptance command runs; on {@code runner.<runner>.verifying}. */
public record AttemptVerifying(String session, String build, int number, long fence, Instant at) {
    public AttemptVerifying {
        session = Check.required("session", session, Check.SHORT);
        build = Check.required("build", build, 40);
        at = Check.present("at", "a time", at);
    }
}
