package io.afterhours.cli.money;

import io.afterhours.cli.http.Refused;
import io.afterhours.cli.http.Server;
import org.jspecify.annotations.Nullable;

/**
 * The question whether there is a build, put to the scheduler, whose builds they are: who keeps the budgets hears of a build later than
 * the person who queued it, and so takes a budget for any.
 */
final class KnownBuild {
    private KnownBuild() {}

    /**
     * Asks it, where a build is named at all.
     *
     * @throws Refused where there is none
     */
    static void check(Server server, @Nullable String build) {
        if (build != null) {
            server.get(Server.path("api", "builds", build));
        }
    }
}
