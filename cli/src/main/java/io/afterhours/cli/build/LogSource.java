package io.afterhours.cli.build;

import io.afterhours.cli.http.Query;
import io.afterhours.cli.http.Server;
import io.afterhours.cli.json.Doc;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where log lines come from, page by page; remembers what it has given. */
sealed interface LogSource {
    /** The lines since the last call; empty where there are no new ones now. */
    List<Doc> next();

    /** Whether nothing can come after what is there now. */
    boolean hasEnded();

    /** What a line says. */
    String text(Doc item);

    /** What a build's agents write. */
    static LogSource ofBuild(Server server, String build, @Nullable String search, int page) {
        return new Lines(
                server,
                after -> LogsCommand.page(LogsCommand.of(build, "log"), after, page)
                        .with("q", search),
                () -> Builds.isFinal(server.get(Server.path("api", "builds", build))));
    }

    /** What a session writes, whoever started it. */
    static LogSource ofSession(Server server, String session, @Nullable String search, int page) {
        return new Lines(
                server,
                after -> LogsCommand.page("/api/progress/log", after, page)
                        .with("session", session)
                        .with("q", search),
                () -> server.get(Server.path("api", "progress", session))
                        .time("endedAt")
                        .isPresent());
    }

    /** Lines that agents write, each with its number. */
    final class Lines implements LogSource {
        private final Server server;
        private final Function<@Nullable String, Query> following;
        private final BooleanSupplier ended;
        private @Nullable String after;

        /**
         * Those of one page after another.
         *
         * @param following asks for the page that follows the line of this number, the first where it is absent
         */
        Lines(Server server, Function<@Nullable String, Query> following, BooleanSupplier ended) {
            this.server = server;
            this.following = following;
            this.ended = ended;
        }

        @Override
        public List<Doc> next() {
            var items = server.get(following.apply(after)).items("items");
            if (!items.isEmpty()) {
                after = items.getLast().at("n").raw();
            }
            return items;
        }

        @Override
        public boolean hasEnded() {
            return ended.getAsBoolean();
        }

        @Override
        public String text(Doc item) {
            return item.block("text");
        }
    }

    /** What happened to a build, oldest first; the server gives the newest first. */
    final class OfEvents implements LogSource {
        private final Server server;
        private final String build;
        private String newest = "";

        OfEvents(Server server, String build) {
            this.server = server;
            this.build = build;
        }

        @Override
        public List<Doc> next() {
            var fresh = server.get(LogsCommand.of(build, "events")).items("items").stream()
                    .takeWhile(each -> !each.jsonLine().equals(newest))
                    .toList();
            if (!fresh.isEmpty()) {
                newest = fresh.getFirst().jsonLine();
            }
            return fresh.reversed();
        }

        @Override
        public boolean hasEnded() {
            return Builds.isFinal(server.get(Server.path("api", "builds", build)));
        }

        @Override
        public String text(Doc item) {
            var text = item.text("text");
            return text.isEmpty() ? item.text("type") : text;
        }
    }

    /** What people did, oldest first. */
    final class OfPeople implements LogSource {
        private final Server server;
        private final @Nullable String search;
        private final int page;
        private long last;

        OfPeople(Server server, @Nullable String search, int page) {
            this.server = server;
            this.search = search;
            this.page = page;
        }

        @Override
        public List<Doc> next() {
            var items = server.get(LogsCommand.page("/api/audit", null, page).with("q", search))
                    .items("items")
                    .reversed();
            var fresh = items.stream().filter(each -> each.count("id") > last).toList();
            if (!fresh.isEmpty()) {
                last = fresh.getLast().count("id");
            }
            return fresh;
        }

        @Override
        public boolean hasEnded() {
            return false;
        }

        @Override
        public String text(Doc item) {
            var why = item.text("why");
            return item.text("who") + ": " + item.text("what") + " " + item.text("target") + ", " + item.text("result")
                    + (why.isEmpty() ? "" : " (" + why + ")");
        }
    }
}
