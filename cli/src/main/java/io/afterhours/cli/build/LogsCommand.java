package io.afterhours.cli.build;

import io.afterhours.cli.http.Query;
import io.afterhours.cli.http.Refused;
import io.afterhours.cli.http.Server;
import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.PlainText;
import io.afterhours.cli.screen.Screen;
import io.afterhours.cli.screen.Span;
import io.afterhours.cli.screen.Style;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what a build's agents write, or what people did. */
@Command(
        name = "logs",
        description = "Show the log of a build, or of a session; without either, what people did lately.",
        footer = {"", "With -f and --json there is one JSON document per line of the log, each on one line."})
public final class LogsCommand implements Callable<Integer> {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final int PAGE = 500;
    private static final int RECENT = 50;

    private final Invocation invocation;

    @Parameters(arity = "0..1", paramLabel = "ID", description = "The build, e.g. B-42.")
    @Nullable String id;

    @Option(
            names = {"-f", "--follow"},
            description = "Go on until the build or session has ended, or Ctrl-C.")
    boolean follow;

    @Option(
            names = {"-s", "--search"},
            paramLabel = "TEXT",
            description = "Only lines that contain this text, in any case.")
    @Nullable String search;

    @Option(
            names = "--session",
            paramLabel = "SESSION",
            description = "What this session wrote, also where no build belongs to it.")
    @Nullable String session;

    @Option(names = "--events", description = "What happened to the build instead of what its agents wrote.")
    boolean events;

    LogsCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var source = source();
        if (follow) {
            return follow(source);
        }
        return invocation.isJson() ? document(source) : text(source);
    }

    private LogSource source() {
        var server = invocation.server();
        if (session != null) {
            if (id != null || events) {
                throw Refused.wrongUsage("--session: give a session, or a build, and not both.");
            }
            return LogSource.ofSession(server, session, search, PAGE);
        }
        if (id == null) {
            return new LogSource.OfPeople(server, search, RECENT);
        }
        return events ? new LogSource.OfEvents(server, id) : LogSource.ofBuild(server, id, search, PAGE);
    }

    /** A log may be larger than what this program may hold at once: each page is written before the next is asked for. */
    private int text(LogSource source) {
        var screen = invocation.screen();
        boolean any = false;
        for (var page = first(source); !page.isEmpty(); page = source.next()) {
            var items = wanted(source, page);
            any |= !items.isEmpty();
            show(screen, source, items);
        }
        if (!any) {
            screen.line(none());
        }
        return 0;
    }

    /** The same as one document, one line of it for each line of the log. */
    private int document(LogSource source) {
        var out = invocation.surroundings().out();
        var page = first(source);
        var separator = "";
        out.print("{ \"items\": [");
        for (; !page.isEmpty(); page = source.next()) {
            for (var item : wanted(source, page)) {
                out.print(separator + "\n  " + item.jsonLine());
                separator = ",";
            }
        }
        out.println(separator.isEmpty() ? " ] }" : "\n] }");
        return 0;
    }

    /** The first page; refuses where there is no such build or session, of which the log alone does not know. */
    private static List<Doc> first(LogSource source) {
        var page = source.next();
        if (page.isEmpty()) {
            source.hasEnded();
        }
        return page;
    }

    private int follow(LogSource source) {
        var screen = invocation.screen();
        while (true) {
            boolean ended = source.hasEnded();
            for (var page = source.next(); !page.isEmpty(); page = source.next()) {
                show(screen, source, wanted(source, page));
            }
            if (ended) {
                return 0;
            }
            invocation.surroundings().desktop().pause(PAUSE);
        }
    }

    /** Of a log, and of what people did, the service searches; of anything else all is at hand. */
    private List<Doc> wanted(LogSource source, List<Doc> items) {
        var text = search == null ? "" : search.toLowerCase(Locale.ROOT);
        return items.stream()
                .filter(item -> source.text(item).toLowerCase(Locale.ROOT).contains(text))
                .toList();
    }

    private void show(Screen screen, LogSource source, List<Doc> items) {
        for (var item : items) {
            if (invocation.isJson()) {
                invocation.surroundings().out().println(item.jsonLine());
            } else {
                var stamp = item.time("at").map(screen.when()::stamp).orElse("");
                source.text(item).lines().forEach(line -> screen.line(Style.DIM.of(stamp + "  "), Span.of(line)));
            }
        }
        invocation.surroundings().out().flush();
    }

    private String none() {
        if (search != null) {
            return "No line contains \"" + PlainText.line(search) + "\".";
        }
        return id == null && session == null ? "Nobody did anything yet." : "Nothing is written yet.";
    }

    /** The path of a build's part. */
    static String of(String build, String part) {
        return Server.path("api", "builds", build, part);
    }

    static Query page(String path, @Nullable String after, int limit) {
        return new Query(path).with("after", after).with("limit", limit);
    }
}
