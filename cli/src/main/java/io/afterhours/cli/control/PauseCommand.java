package io.afterhours.cli.control;

import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.invocation.Moment;
import io.afterhours.cli.json.Doc;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Stops starting. */
@Command(
        name = "pause",
        description = "Start nothing more until `afterhours resume`, or until a time; what runs goes on.",
        footer = {"", "Example:", "  afterhours pause --until 18:00 --note \"backups\""})
public final class PauseCommand implements Callable<Integer> {
    private final Invocation invocation;

    @ArgGroup
    How how = new How();

    @Option(names = "--note", paramLabel = "TEXT", description = "Why; shown in status.")
    @Nullable String note;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            description = "When builds start again by themselves: " + Moment.FORMS + ".")
    @Nullable String until;

    /** How much is stopped. */
    static final class How {
        @Option(names = "--drain", description = "Let what runs end, and then be at rest (drained).")
        boolean drain;

        @Option(names = "--stop", description = "End what runs, too.")
        boolean stop;

        String word() {
            return stop ? "stop" : drain ? "drain" : "pause";
        }
    }

    PauseCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var body = new LinkedHashMap<String, String>();
        body.put("mode", how.word());
        if (note != null) {
            body.put("note", note);
        }
        if (until != null) {
            body.put("until", invocation.time("--until", until).toString());
        }
        var control = invocation.server().post("/api/control/pause", Doc.of(body));
        return invocation.answer(control, screen -> Controls.show(screen, control));
    }
}
