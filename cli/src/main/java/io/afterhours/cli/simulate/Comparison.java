package io.afterhours.cli.simulate;

import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.Money;
import io.afterhours.cli.screen.Screen;
import io.afterhours.cli.screen.Span;
import io.afterhours.cli.screen.Style;
import io.afterhours.cli.screen.Table;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What came of a simulation: a table with a column for each policy, and a picture. */
final class Comparison {
    private static final String NONE = "–";

    private final Doc report;
    private final List<Doc> runs;

    Comparison(Doc report) {
        this.report = report;
        this.runs = report.items("runs");
    }

    void show(Screen screen) {
        screen.line(
                Style.BOLD.of(report.text("days") + " days of " + report.text("builds") + " builds"),
                Span.of("  " + (report.text("queue").equals("markdown") ? "" : "the queue as it stands, ") + "from "
                        + report.time("from").map(screen.when()::clock).orElse(NONE) + ", runners with "
                        + report.text("slots") + " slots, " + meetings() + "seed " + report.text("seed")
                        + (report.isTrue("retries") ? "" : ", no retries")));
        screen.line("");
        screen.table(table());
        screen.section("Attempts at once, by the hour of the day");
        new Picture(runs).hours(screen);
        screen.section("Finished, day by day");
        new Picture(runs).days(screen);
        for (var each : report.items("unread")) {
            screen.line(
                    Style.AMBER.of("! line " + each.text("line")),
                    Span.of("  " + each.text("text") + "  " + each.text("reason")));
        }
    }

    private String meetings() {
        var count = report.count("meetings");
        return count == 0 ? "" : count + (count == 1 ? " meeting, " : " meetings, ");
    }

    private Table table() {
        var table = new Table().left("");
        runs.forEach(each -> table.right(each.text("policy").toUpperCase(Locale.ROOT)));
        row(table, "finished", run -> run.text("finished"));
        row(
                table,
                "given up, rejected",
                run -> (run.count("failed") + run.count("cancelled")) + ", " + run.text("rejected"));
        row(table, "still open", Comparison::open);
        row(table, "hours worked", run -> one(run, "hours"));
        row(table, "  while you were away", run -> one(run, "awayHours"));
        row(
                table,
                "a night brings",
                run -> run.text("nights", "finished") + " in " + run.text("nights", "hours") + " h");
        row(table, "cost", run -> dollars(run, "cost"));
        row(table, "  of it failed", run -> dollars(run, "failedCost"));
        row(table, "  per finished build", run -> dollars(run, "costPerFinished"));
        row(table, "waiting p50, p90", run -> spread(run, "waiting"));
        row(table, "until done p50, p90", run -> spread(run, "throughput"));
        row(table, "all done after", run -> time(run, "allDoneAfter"));
        row(table, "attempts, failed", run -> run.text("attempts", "started") + ", " + run.text("attempts", "failed"));
        if (runs.stream().anyMatch(run -> run.count("batches", "started") > 0)) {
            row(
                    table,
                    "went together",
                    run -> run.count("batches", "builds") + " in " + run.count("batches", "started") + " batches");
        }
        row(table, "escalations", run -> run.text("escalations"));
        row(table, "consents asked", run -> run.text("approvals"));
        row(table, "your time", run -> time(run, "attentionHours"));
        row(table, "budget held", Comparison::budget);
        row(
                table,
                "multiplier",
                run -> run.number("multiplier").map(each -> each + "×").orElse(NONE));
        return table;
    }

    private void row(Table table, String label, Function<Doc, String> value) {
        var cells = new ArrayList<Span>();
        cells.add(Style.DIM.of(label));
        runs.forEach(each -> cells.add(Span.of(value.apply(each))));
        table.row(cells.toArray(Span[]::new));
    }

    private static String open(Doc run) {
        var why = run.at("open").fields().entrySet().stream()
                .map(each -> each.getValue().text() + " " + each.getKey())
                .collect(Collectors.joining(", "));
        return why.isEmpty() ? "0" : why;
    }

    private static String budget(Doc run) {
        var held = run.items("budgets").stream()
                .map(each -> each.text("held") + "/" + each.text("periods") + " " + each.text("name") + "s")
                .collect(Collectors.joining(", "));
        return held.isEmpty() ? NONE : held;
    }

    private static String dollars(Doc run, String field) {
        return run.number(field).map(Money::of).orElse(NONE);
    }

    private static String spread(Doc run, String field) {
        return run.number(field, "p50").isEmpty() ? NONE : time(run, field, "p50") + ", " + time(run, field, "p90");
    }

    private static String one(Doc run, String field) {
        return run.number(field).map(Comparison::rounded).orElse(NONE);
    }

    private static String time(Doc run, String... path) {
        return run.number(path).map(each -> rounded(each) + " h").orElse(NONE);
    }

    private static String rounded(BigDecimal hours) {
        return hours.setScale(1, RoundingMode.HALF_UP).toPlainString();
    }
}
