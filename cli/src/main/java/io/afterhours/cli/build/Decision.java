package io.afterhours.cli.build;

import io.afterhours.cli.http.Server;
import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.Screen;
import io.afterhours.cli.screen.Span;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The build that a person decides about, and the reason. */
final class Decision {
    @Parameters(paramLabel = "ID", description = "The build, e.g. B-42.")
    String id = "";

    @Option(names = "--note", paramLabel = "TEXT", description = "Why; kept with the decision.")
    @Nullable String note;

    int send(Invocation invocation, String verb) {
        return send(invocation, id, verb, note == null ? Map.of() : Map.of("note", note));
    }

    static int send(Invocation invocation, String id, String verb, Map<String, String> body) {
        var build = invocation.server().post(Server.path("api", "builds", id, verb), Doc.of(body));
        return invocation.answer(build, screen -> show(screen, build));
    }

    static void show(Screen screen, Doc build) {
        screen.line(Span.of(build.text("id") + "  "), Builds.state(build), Span.of("  " + build.text("title")));
        screen.field("verdict", Builds.verdict(build));
    }
}
