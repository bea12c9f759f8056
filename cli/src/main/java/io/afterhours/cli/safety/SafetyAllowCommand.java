package io.afterhours.cli.safety;

import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says ahead what is always fine for a kind of build. */
@Command(
        name = "allow",
        description =
                "Say that what a check sees is always fine for a kind of build; what is held for it alone starts.")
final class SafetyAllowCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(paramLabel = "CHECK", description = "unclear, destructive or external.")
    String check = "";

    @Option(names = "--kind", required = true, paramLabel = "KIND", description = "The kind of build it is fine for.")
    String kind = "";

    @Option(
            names = "--words",
            paramLabel = "TEXT",
            description =
                    "Only these words, as `safety check` shows them, e.g. \"delete backups\"; whatever it sees where missing.")
    @Nullable String words;

    @Option(names = "--note", paramLabel = "TEXT", description = "Why, for the audit.")
    @Nullable String note;

    SafetyAllowCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var rule = new LinkedHashMap<String, Object>();
        rule.put("check", check);
        rule.put("kind", kind);
        if (words != null) {
            rule.put("words", words);
        }
        if (note != null) {
            rule.put("note", note);
        }
        var safety = invocation.server().post("/api/safety/rules", Doc.of(rule));
        return invocation.answer(safety, screen -> SafetyListCommand.show(screen, safety.items("rules")));
    }
}
