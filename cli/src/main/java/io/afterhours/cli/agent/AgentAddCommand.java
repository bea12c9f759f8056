package io.afterhours.cli.agent;

import io.afterhours.cli.http.Refused;
import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.PlainText;
import io.afterhours.cli.screen.Screen;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lets a program take part. */
@Command(
        name = "add",
        description = "Let a program publish as this agent: writes its credentials and prints how to use them.")
public final class AgentAddCommand implements Callable<Integer> {
    /** It becomes a file name and a part of a subject. */
    private static final Pattern NAME = Pattern.compile("[a-z0-9-]{1,40}");

    private final Invocation invocation;

    @Parameters(paramLabel = "NAME", description = "1 to 40 of a-z, 0-9 and -.")
    String name = "";

    AgentAddCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        checkName(name);
        var added = invocation.server().post("/api/agents", Doc.of(Map.of("name", name)));
        var credentials = added.at("credentials").raw();
        if (credentials.isEmpty()) {
            throw Refused.because("Afterhours sent no credentials for " + name + ".");
        }
        var file = invocation.state().writeAgentCredentials(name, credentials);
        return invocation.answer(report(added, file), screen -> show(screen, added, file));
    }

    static void checkName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw Refused.wrongUsage("NAME: expected 1 to 40 of a-z, 0-9 and -, was \"" + PlainText.line(name) + "\".");
        }
    }

    private Doc report(Doc added, Path file) {
        var report = new LinkedHashMap<String, Object>();
        report.put("agent", name);
        report.put("natsUrl", added.at("natsUrl"));
        report.put("credentials", file.toString());
        report.put("inboxPrefix", added.at("inboxPrefix"));
        return Doc.of(report);
    }

    private void show(Screen screen, Doc added, Path file) {
        screen.line("Agent " + name + " may publish on agent." + name + ".> and nothing else.");
        screen.section("With the nats command line, or any client that takes a URL and a credentials file:");
        screen.line("  export NATS_URL=" + added.text("natsUrl"));
        screen.line("  export NATS_CREDS=" + quoted(file.toString()));
        screen.line("  nats pub agent." + name + ".progress"
                + " '{\"session\":\"s-1\",\"percent\":50,\"message\":\"API done\"}'");
        screen.line("");
        screen.line("For replies, e.g. acknowledgements of JetStream, set the client's inbox prefix to "
                + added.text("inboxPrefix"));
        screen.line("The file is for nobody else to read. Take it back with: afterhours agent remove " + name);
    }

    private static String quoted(String path) {
        return path.chars().allMatch(c -> Character.isLetterOrDigit(c) || "/._-".indexOf(c) >= 0)
                ? path
                : "'" + path.replace("'", "'\\''") + "'";
    }
}
