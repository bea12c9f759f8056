package io.afterhours.cli.control;

import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Starts again. */
@Command(name = "resume", description = "Let builds start again after a pause.")
public final class ResumeCommand implements Callable<Integer> {
    private final Invocation invocation;

    ResumeCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var control = invocation.server().post("/api/control/resume", Doc.of(Map.of()));
        return invocation.answer(control, screen -> Controls.show(screen, control));
    }
}
