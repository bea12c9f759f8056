package io.afterhours.cli.queue;

import io.afterhours.cli.http.Server;
import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The build that a person asks something of for the night, and the reason. */
final class Wish {
    @Parameters(paramLabel = "ID", description = "The build, e.g. B-42.")
    String id = "";

    @Option(names = "--note", paramLabel = "TEXT", description = "Why; kept with the change.")
    @Nullable String note;

    int send(Invocation invocation, String verb) {
        return send(invocation, Server.path("api", "queue", "plan", id, verb), note, Map.of());
    }

    /** Sends a change and shows the plan as it is then. */
    static int send(Invocation invocation, String path, @Nullable String note, Map<String, String> more) {
        var body = new HashMap<>(more);
        if (note != null) {
            body.put("note", note);
        }
        var plan = invocation.server().post(path, Doc.of(body));
        return invocation.answer(plan, screen -> new NightPicture(plan).show(screen));
    }
}
