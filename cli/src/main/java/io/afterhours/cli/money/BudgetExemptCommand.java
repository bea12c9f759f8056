package io.afterhours.cli.money;

import io.afterhours.cli.http.Query;
import io.afterhours.cli.http.Refused;
import io.afterhours.cli.http.Server;
import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what starts although a budget is spent. */
@Command(
        name = "exempt",
        description = {
            "Let something start although a budget is spent; without an option, list what does.",
            "What it costs still counts in the budget and in all totals."
        },
        footer = {
            "",
            "Examples:",
            "  afterhours budget exempt day --priority urgent",
            "  afterhours budget exempt day --build B-42 --note \"the release cannot wait\"",
            "  afterhours budget exempt day --priority urgent --remove"
        })
public final class BudgetExemptCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(paramLabel = "NAME", description = "As afterhours budget lists it.")
    String name = "";

    @ArgGroup
    @Nullable Exempted exempted;

    @Option(names = "--remove", description = "Let it wait like all else again.")
    boolean remove;

    @Option(names = "--note", paramLabel = "TEXT", description = "Why; kept in the audit, see `afterhours logs`.")
    @Nullable String note;

    BudgetExemptCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        return exempted == null ? list() : change(exempted);
    }

    private int list() {
        if (remove || note != null) {
            throw Refused.wrongUsage("Say what: --agent, --tag, --build or --priority.");
        }
        var budget = invocation.server().get("/api/budgets").items("items").stream()
                .filter(each -> each.text("name").equals(name))
                .findFirst()
                .orElseThrow(
                        () -> Refused.wrongUsage("There is no budget " + name + "; afterhours budget lists them."));
        return show(budget);
    }

    private int change(Exempted what) {
        var path = new Query(Server.path("api", "budgets", name, "exempt", what.scope(), what.key()))
                .with("note", note)
                .toString();
        var server = invocation.server();
        var budget = remove ? server.delete(path) : server.put(path, "{}");
        return show(budget);
    }

    private int show(Doc budget) {
        return invocation.answer(budget, screen -> screen.line(Exempted.sentence(budget)));
    }
}
