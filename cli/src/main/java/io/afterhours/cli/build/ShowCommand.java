package io.afterhours.cli.build;

import io.afterhours.cli.http.Server;
import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.Money;
import io.afterhours.cli.screen.Screen;
import io.afterhours.cli.screen.Span;
import io.afterhours.cli.screen.Style;
import io.afterhours.cli.screen.Table;
import io.afterhours.cli.screen.When;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Shows one build. */
@Command(name = "show", description = "Show one build: state, verdict, progress, cost, attempts, prompt.")
public final class ShowCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(paramLabel = "ID", description = "The build, e.g. B-42.")
    String id = "";

    ShowCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var build = invocation.server().get(Server.path("api", "builds", id));
        return invocation.answer(build, screen -> show(screen, build));
    }

    private static void show(Screen screen, Doc build) {
        screen.line(Style.BOLD.of(build.text("id") + "  " + build.text("title")));
        screen.line(Builds.standing(build), Span.of(facts(build)));
        screen.field("verdict", Builds.verdict(build));
        screen.field("progress", Builds.progress(build));
        Builds.showSignals(screen, build);
        screen.field("estimate", Builds.estimate(build));
        screen.field("cost", build.at("cost").isMissing() ? "" : Money.of(build.number("cost")));
        times(screen, build);
        wishes(screen, build);
        prompt(screen, build);
        attempts(screen, build.items("attempts"));
    }

    private static String facts(Doc build) {
        var impact = build.text("impact");
        var effort = Builds.effort(build);
        return Stream.of(
                        build.text("priority"),
                        build.text("category"),
                        build.text("kind"),
                        impact.isEmpty() ? "" : "impact " + impact,
                        effort.isEmpty() ? "" : "effort " + effort)
                .filter(each -> !each.isEmpty())
                .map(each -> " · " + each)
                .collect(Collectors.joining());
    }

    private static void times(Screen screen, Doc build) {
        var by = build.text("createdBy");
        build.time("createdAt")
                .ifPresent(at -> screen.field("queued", screen.when().both(at) + (by.isEmpty() ? "" : " by " + by)));
        time(screen, build, "started", "startedAt");
        time(screen, build, "ends about", "eta");
        time(screen, build, "ended", "endedAt");
        time(screen, build, "deadline", "deadline");
        time(screen, build, "not before", "earliestStart");
    }

    private static void time(Screen screen, Doc build, String label, String field) {
        build.time(field).ifPresent(at -> screen.field(label, screen.when().both(at)));
    }

    private static void wishes(Screen screen, Doc build) {
        screen.field("agent", build.text("agent"));
        screen.field("model", build.text("model"));
        screen.field("workspace", build.text("workspace"));
        screen.field("accept", build.text("accept"));
        build.number("cap").ifPresent(cap -> screen.field("cap", Money.of(cap)));
        screen.field("tags", joined(build.items("tags").stream().map(Doc::text)));
        screen.field(
                "depends on",
                joined(build.items("dependsOn").stream()
                        .map(each -> each.text("id")
                                + (each.text("onFailure").equals("continue") ? " (or goes on without it)" : ""))));
        screen.field(
                "blockers",
                Style.AMBER.of(joined(build.items("blockers").stream().map(Doc::text))));
        screen.field("key", build.text("key"));
    }

    private static String joined(Stream<String> texts) {
        return texts.collect(Collectors.joining(", "));
    }

    private static void prompt(Screen screen, Doc build) {
        var prompt = build.block("prompt");
        if (!prompt.isEmpty() && !prompt.equals(build.text("title"))) {
            screen.section("Prompt");
            screen.block(prompt);
        }
    }

    private static void attempts(Screen screen, List<Doc> attempts) {
        if (attempts.isEmpty()) {
            return;
        }
        screen.section("Attempts");
        var table = new Table()
                .right("#")
                .left("STATE")
                .left("STARTED")
                .right("TOOK")
                .left("RUNNER")
                .left("SESSION")
                .fill("OUTCOME");
        for (var each : attempts) {
            table.row(
                    Span.of(each.text("number")),
                    Builds.state(each),
                    Span.of(each.time("startedAt").map(screen.when()::clock).orElse("–")),
                    Span.of(took(each, screen.when())),
                    Span.of(each.text("runner")),
                    Span.of(each.text("session")),
                    outcome(each));
        }
        screen.table(table);
    }

    private static String took(Doc attempt, When when) {
        return attempt.time("startedAt")
                .map(started -> When.span(
                        Duration.between(started, attempt.time("endedAt").orElse(when.now()))))
                .orElse("");
    }

    private static Span outcome(Doc attempt) {
        var failure = attempt.at("failure");
        var rung = rung(attempt);
        var late = attempt.text("lateResult");
        var after = late.isEmpty() ? "" : " (afterwards its runner said: " + late + ")";
        return failure.isMissing()
                ? Span.of(rung + attempt.text("summary") + after)
                : Style.RED.of(rung + failure.text("class") + ": " + failure.text("text") + after);
    }

    /** {@code rung 2 after crashed; } where it is one of the retry ladder. */
    private static String rung(Doc attempt) {
        var rung = attempt.at("rung");
        var after = rung.text("after");
        return rung.isMissing()
                ? ""
                : "rung " + rung.text("number") + (after.isEmpty() ? "" : " after " + after) + "; ";
    }
}
