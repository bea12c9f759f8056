package io.afterhours.cli.money;

import io.afterhours.cli.json.Doc;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is exempt from a budget: one of these. */
final class Exempted {
    @Option(names = "--agent", paramLabel = "AGENT", description = "Builds that this agent does, e.g. claude.")
    @Nullable String agent;

    @Option(names = "--tag", paramLabel = "TAG", description = "Builds with this tag.")
    @Nullable String tag;

    @Option(names = "--build", paramLabel = "ID", description = "One build, e.g. B-42.")
    @Nullable String build;

    @Option(names = "--priority", paramLabel = "PRIORITY", description = "Builds of this priority, e.g. urgent.")
    @Nullable String priority;

    String scope() {
        return agent != null ? "agent" : tag != null ? "tag" : build != null ? "build" : "priority";
    }

    String key() {
        return agent != null ? agent : tag != null ? tag : build != null ? build : String.valueOf(priority);
    }

    static String sentence(Doc budget) {
        var all = of(budget);
        return all.isEmpty()
                ? "Nothing is exempt from the budget " + budget.text("name") + "."
                : "Exempt from the budget " + budget.text("name") + ": " + String.join(", ", all) + ".";
    }

    /** All that is exempt from a budget, in words. */
    static List<String> of(Doc budget) {
        return budget.items("exempt").stream()
                .flatMap(each -> each.fields().entrySet().stream())
                .map(each -> each.getKey() + " " + each.getValue().text())
                .toList();
    }
}
