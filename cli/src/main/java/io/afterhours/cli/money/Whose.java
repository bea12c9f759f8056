package io.afterhours.cli.money;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose cost a budget limits: one of these. */
final class Whose {
    @Option(names = "--agent", paramLabel = "AGENT", description = "For what this agent does, e.g. claude.")
    @Nullable String agent;

    @Option(names = "--tag", paramLabel = "TAG", description = "For builds with this tag.")
    @Nullable String tag;

    @Option(names = "--model", paramLabel = "MODEL", description = "For what this model is used for.")
    @Nullable String model;

    @Option(
            names = "--build",
            paramLabel = "ID",
            description = "For one build, e.g. B-42; over it, its attempt is stopped.")
    @Nullable String build;

    /** As the server takes it. */
    Map<String, String> scope() {
        if (agent != null) {
            return Map.of("agent", agent);
        }
        if (tag != null) {
            return Map.of("tag", tag);
        }
        return model != null ? Map.of("model", model) : Map.of("build", String.valueOf(build));
    }
}
