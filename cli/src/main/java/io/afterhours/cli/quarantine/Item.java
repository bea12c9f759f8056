package io.afterhours.cli.quarantine;

import io.afterhours.cli.http.Refused;
import io.afterhours.cli.http.Server;

/**
 * A message of the quarantine, as the list names it.
 *
 * @param service that refused it
 */
record Item(String service, String id) {
    static Item parse(String text) {
        int slash = text.indexOf('/');
        if (slash < 1 || slash == text.length() - 1) {
            throw Refused.wrongUsage(
                    "SERVICE/ID: expected e.g. cost/17, as `afterhours quarantine` shows it, was \"" + text + "\".");
        }
        return new Item(text.substring(0, slash), text.substring(slash + 1));
    }

    String path() {
        return Server.path("api", "quarantine", service, id);
    }

    @Override
    public String toString() {
        return service + "/" + id;
    }
}
