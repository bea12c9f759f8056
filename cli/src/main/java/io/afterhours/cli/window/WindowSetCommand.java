package io.afterhours.cli.window;

import io.afterhours.cli.http.Refused;
import io.afterhours.cli.http.Server;
import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.invocation.Moment;
import io.afterhours.cli.json.Doc;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sets what is kept of a window, or says how much of it is used. */
@Command(
        name = "set",
        description = "Keep some of a window for yourself, or say how much of it is used where the agent does not.",
        footer = {
            "",
            "Examples:",
            "  afterhours window set claude five-hour --reserve 20",
            "  afterhours window set codex weekly --used 62 --resets-at \"2026-12-24 18:00\""
        })
final class WindowSetCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(index = "0", paramLabel = "AGENT", description = "Whose subscription, e.g. claude.")
    String agent = "";

    @Parameters(index = "1", paramLabel = "WINDOW", description = "Which of its windows, e.g. five-hour or weekly.")
    String window = "";

    @Option(
            names = "--reserve",
            paramLabel = "PERCENT",
            description = "So much of it is kept for you: once the rest is used, no build starts with the agent.")
    @Nullable Integer reserve;

    @Option(names = "--used", paramLabel = "PERCENT", description = "So much of it is used; needs --resets-at.")
    @Nullable Double used;

    @Option(names = "--resets-at", paramLabel = "TIME", description = "When it is empty again: " + Moment.FORMS + ".")
    @Nullable String resetsAt;

    WindowSetCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        if ((used == null) != (resetsAt == null) || (used == null && reserve == null)) {
            throw Refused.wrongUsage("Say --reserve PERCENT, or --used PERCENT together with --resets-at TIME.");
        }
        var wish = new LinkedHashMap<String, Object>();
        if (reserve != null) {
            wish.put("reservePercent", reserve);
        }
        if (used != null && resetsAt != null) {
            wish.put("usedPercent", used);
            wish.put("resetsAt", invocation.time("--resets-at", resetsAt).toString());
        }
        var windows = invocation
                .server()
                .put(Server.path("api", "windows", agent, window), Doc.of(wish).json());
        return invocation.answer(windows, screen -> Windows.show(screen, windows.items("items")));
    }
}
