package io.afterhours.cli.control;

import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Takes a change of the retry ladder back. */
@Command(
        name = "rollback",
        description = "Take the last change of the retry ladder back, or go to the version that is named.")
public final class LadderRollbackCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Option(
            names = "--to",
            paramLabel = "VERSION",
            description = "A version out of its history; 0 is how the ladder ships.")
    @Nullable Integer version;

    LadderRollbackCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var wanted = version == null ? Map.<String, Object>of() : Map.<String, Object>of("version", version);
        var ladder = invocation.server().post("/api/ladder/rollback", Doc.of(wanted));
        return invocation.answer(ladder, screen -> Ladders.show(screen, ladder));
    }
}
