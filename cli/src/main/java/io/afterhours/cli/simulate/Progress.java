package io.afterhours.cli.simulate;

import io.afterhours.cli.http.Refused;
import io.afterhours.cli.invocation.Surroundings;
import io.afterhours.cli.json.Doc;

/** Waits for a simulation, and says on a terminal how far it is. */
final class Progress {
    /** So long an answer is waited for before the line is written anew. */
    static final int SECONDS = 1;

    private final Surroundings surroundings;

    Progress(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    interface Next {
        Doc of(String id);
    }

    /** Asks again and again until it is over; returns the report. */
    Doc until(Doc first, Next next) {
        var standing = first;
        while (standing.text("state").equals("running")) {
            say("simulating … " + standing.text("percent") + " %");
            standing = next.of(standing.text("id"));
        }
        say("");
        var report = standing.at("report");
        if (report.isMissing()) {
            throw Refused.because("The simulation failed. " + standing.text("fault"));
        }
        return report;
    }

    private void say(String line) {
        if (surroundings.terminal()) {
            surroundings.err().print("\r\u001b[K" + line);
            surroundings.err().flush();
        }
    }
}
