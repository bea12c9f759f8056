package io.afterhours.cli.queue;

import io.afterhours.cli.build.Builds;
import io.afterhours.cli.http.Query;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which builds to list. */
final class Filter {
    @Option(
            names = "--in-state",
            paramLabel = "STATE",
            split = ",",
            description = "Builds in this state, or several: queued, dispatched, running, verifying, retrying,"
                    + " escalated, finished, failed, cancelled, rejected. The first six where it is missing.")
    List<String> states = List.of();

    @Option(names = "--all", description = "Builds in any state.")
    boolean all;

    @Option(names = "--priority", paramLabel = "PRIORITY", description = "Builds of this priority.")
    @Nullable String priority;

    @Option(names = "--agent", paramLabel = "AGENT", description = "Builds for this agent.")
    @Nullable String agent;

    @Option(names = "--tag", paramLabel = "TAG", description = "Builds with this tag.")
    @Nullable String tag;

    @Option(names = "--kind", paramLabel = "KIND", description = "Builds of this kind.")
    @Nullable String kind;

    @Option(names = "--search", paramLabel = "TEXT", description = "Builds with this text in the title.")
    @Nullable String search;

    @Option(names = "--limit", paramLabel = "N", description = "At most so many; 50 where it is missing.")
    int limit = 50;

    @Option(names = "--after", paramLabel = "CURSOR", description = "The page after this cursor (\"next\" of a page).")
    @Nullable String after;

    Query query() {
        return new Query("/api/builds")
                .with("state", all ? null : states.isEmpty() ? Builds.OPEN : String.join(",", states))
                .with("priority", priority)
                .with("agent", agent)
                .with("tag", tag)
                .with("kind", kind)
                .with("q", search)
                .with("limit", limit)
                .with("after", after);
    }

    /** Whether the person asked for some of the builds only. */
    boolean narrows() {
        return !states.isEmpty() || priority != null || agent != null || tag != null || kind != null || search != null;
    }
}
