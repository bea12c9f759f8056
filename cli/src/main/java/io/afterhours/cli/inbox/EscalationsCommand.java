package io.afterhours.cli.inbox;

import io.afterhours.cli.http.Query;
import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists what needs you. */
@Command(name = "escalations", description = "List what needs you, each with its question and its choices.")
public final class EscalationsCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Option(names = "--closed", description = "Those that are answered or expired instead.")
    boolean closed;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many; 50 where it is missing.")
    int limit = 50;

    @Option(names = "--after", paramLabel = "CURSOR", description = "The page after this cursor (\"next\" of a page).")
    @Nullable String after;

    EscalationsCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var page = invocation
                .server()
                .get(new Query("/api/escalations")
                        .with("state", closed ? "closed" : "open")
                        .with("limit", limit)
                        .with("after", after));
        return invocation.answer(
                page,
                screen -> Escalations.show(screen, page, closed ? "Nothing was answered yet." : "Nothing needs you."));
    }
}
