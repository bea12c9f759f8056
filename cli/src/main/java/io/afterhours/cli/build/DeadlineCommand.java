package io.afterhours.cli.build;

import io.afterhours.cli.http.Query;
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

/** Sets, moves or takes away a build's deadline. */
@Command(
        name = "deadline",
        description = "Set, move or take away the deadline of a build.",
        footer = {
            "",
            "A deadline orders nothing: the inbox tells you when it cannot be kept.",
            "",
            "Examples:",
            "  afterhours deadline B-42 18:00",
            "  afterhours deadline B-42 none"
        })
public final class DeadlineCommand implements Callable<Integer> {
    private static final String NONE = "none";

    private final Invocation invocation;

    @Parameters(index = "0", paramLabel = "ID", description = "The build, e.g. B-42.")
    String id = "";

    @Parameters(
            index = "1",
            paramLabel = "TIME",
            description = "When it must be done: " + Moment.FORMS + "; none takes the deadline away.")
    String time = "";

    @Option(names = "--note", paramLabel = "TEXT", description = "Why; kept in the audit, see `afterhours logs`.")
    @Nullable String note;

    DeadlineCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var build = time.equals(NONE) ? taken() : set();
        return invocation.answer(build, screen -> {
            Decision.show(screen, build);
            screen.field(
                    "deadline",
                    build.time("deadline").map(at -> screen.when().both(at)).orElse(NONE));
        });
    }

    private Doc taken() {
        return invocation.server().delete(new Query(path()).with("note", note).toString());
    }

    private Doc set() {
        var body = new LinkedHashMap<String, Object>();
        body.put("deadline", invocation.time("TIME", time).toString());
        if (note != null) {
            body.put("note", note);
        }
        return invocation.server().put(path(), Doc.of(body).jsonLine());
    }

    private String path() {
        return Server.path("api", "builds", id, "deadline");
    }
}
