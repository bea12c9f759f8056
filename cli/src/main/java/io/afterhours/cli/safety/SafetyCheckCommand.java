package io.afterhours.cli.safety;

import io.afterhours.cli.http.Refused;
import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.Screen;
import io.afterhours.cli.screen.Span;
import io.afterhours.cli.screen.Style;
import io.afterhours.contracts.Excerpt;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has a text looked at. */
@Command(name = "check", description = "Say what would be seen in a text before it starts. Nothing is queued.")
final class SafetyCheckCommand implements Callable<Integer> {
    /** As long as a title may be; what is longer is looked at as a prompt. */
    private static final int TITLE = 300;

    private final Invocation invocation;

    /** Where the text comes from. */
    static final class Source {
        @Parameters(paramLabel = "TEXT", description = "A build's title, or its whole text.")
        @Nullable String text;

        @Option(names = "--file", paramLabel = "FILE", description = "A file with the text, - for standard input.")
        @Nullable String file;
    }

    @ArgGroup(multiplicity = "1")
    Source source = new Source();

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "Of such a build: what you said is always fine for that kind does not hold it.")
    @Nullable String kind;

    @Option(names = "--agent", paramLabel = "AGENT", description = "Who is to do it; shell runs a prompt as a program.")
    @Nullable String agent;

    @Option(
            names = "--workspace",
            paramLabel = "DIR",
            description = "The folder it works in; what lies beneath is its own.")
    @Nullable Path workspace;

    @Option(names = "--accept", paramLabel = "COMMAND", description = "The command that would prove it done.")
    @Nullable String accept;

    SafetyCheckCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var seen = invocation.server().post("/api/safety/check", Doc.of(request(text())));
        return invocation.answer(seen, screen -> show(screen, seen));
    }

    private static void show(Screen screen, Doc seen) {
        var findings = seen.items("findings");
        if (findings.isEmpty()) {
            screen.line("Nothing was seen. Such a build would not be held for its text.");
            return;
        }
        var held = seen.items("held").stream().map(Doc::json).collect(Collectors.toSet());
        for (var each : findings) {
            screen.line(
                    Style.AMBER.of(each.text("check")),
                    Span.of("  " + meaning(each.text("check")) + ": “" + words(each) + "”"
                            + (held.contains(each.json()) ? "" : "  (always fine for this kind)")));
        }
        screen.line(held.isEmpty() ? "Such a build would start." : "Such a build would be held until you answer.");
    }

    private static String words(Doc finding) {
        return finding.items("words").stream().map(Doc::text).collect(Collectors.joining(" … "));
    }

    private static String meaning(String check) {
        return switch (check) {
            case "unclear" -> "does not say what to do";
            case "destructive" -> "may destroy something";
            case "external" -> "reaches people or costs money";
            default -> "seen";
        };
    }

    private Map<String, Object> request(String text) {
        var lines =
                text.lines().map(String::strip).filter(each -> !each.isEmpty()).toList();
        if (lines.isEmpty()) {
            throw Refused.wrongUsage("There is no text to look at.");
        }
        var first = lines.getFirst().replaceFirst("^#+\\s+", "");
        var request = new LinkedHashMap<String, Object>();
        request.put("title", Excerpt.of(first, TITLE));
        if (lines.size() > 1 || first.length() > TITLE) {
            request.put("prompt", text);
        }
        var further = new LinkedHashMap<String, @Nullable Object>();
        further.put("kind", kind);
        further.put("agent", agent);
        further.put(
                "workspace",
                workspace == null ? null : invocation.absolute(workspace).toString());
        further.put("accept", accept);
        further.forEach((field, value) -> {
            if (value != null) {
                request.put(field, value);
            }
        });
        return request;
    }

    private String text() {
        var file = source.file;
        return file == null ? String.valueOf(source.text) : invocation.text(file);
    }
}
