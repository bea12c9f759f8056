package io.afterhours.cli.quarantine;

import io.afterhours.cli.http.Refused;
import io.afterhours.cli.http.Server;
import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Applies a message again. */
@Command(name = "replay", description = "Apply a message of the quarantine again, after what stopped it was mended.")
public final class QuarantineReplayCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(paramLabel = "SERVICE/ID", description = "As the list shows it, e.g. cost/17.")
    String item = "";

    QuarantineReplayCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        int slash = item.indexOf('/');
        if (slash < 1 || slash == item.length() - 1) {
            throw Refused.wrongUsage(
                    "SERVICE/ID: expected e.g. cost/17, as `afterhours quarantine` shows it, was \"" + item + "\".");
        }
        var service = item.substring(0, slash);
        var id = item.substring(slash + 1);
        var answer =
                invocation.server().post(Server.path("api", "quarantine", service, id, "replay"), Doc.of(Map.of()));
        return invocation.answer(
                answer.isMissing() ? Doc.of(Map.of("service", service, "id", id)) : answer,
                screen -> screen.line(item + " was given to " + service + " again."));
    }
}
