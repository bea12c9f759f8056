package io.afterhours.cli.quarantine;

import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Applies a message again. */
@Command(name = "replay", description = "Apply a message of the quarantine again, after what stopped it was mended.")
public final class QuarantineReplayCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Mixin
    Choice choice = new Choice();

    QuarantineReplayCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var named = choice.item();
        var answer = invocation.server().post(named.path() + "/replay", Doc.of(Map.of()));
        return invocation.answer(
                answer.isMissing() ? Doc.of(Map.of("service", named.service(), "id", named.id())) : answer,
                screen -> screen.line(named + " was given to " + named.service() + " again."));
    }
}
