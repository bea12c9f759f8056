package io.afterhours.cli.control;

import io.afterhours.cli.http.Refused;
import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Opens the dashboard. */
@Command(
        name = "dashboard",
        description = "Open the dashboard in your browser, by a link that works once; prints the link, too.")
public final class DashboardCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Option(names = "--no-open", description = "Only print the link.")
    boolean noOpen;

    DashboardCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var link = invocation.server().post("/api/session/link", Doc.of(Map.of()));
        var url = link.text("url");
        if (!url.startsWith("http://") && !url.startsWith("https://")) {
            throw Refused.because("Afterhours sent no link to the dashboard.");
        }
        int exitCode = invocation.answer(link, screen -> screen.line(url));
        if (!noOpen && !invocation.isJson() && invocation.surroundings().terminal()) {
            invocation.surroundings().desktop().browse(url);
        }
        return exitCode;
    }
}
