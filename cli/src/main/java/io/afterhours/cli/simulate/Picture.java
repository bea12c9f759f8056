package io.afterhours.cli.simulate;

import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.Screen;
import io.afterhours.cli.screen.Span;
import io.afterhours.cli.screen.Style;
import java.util.List;

/** Figures as rows of bars, one row for each policy, all to the same scale. */
final class Picture {
    private static final String BARS = " ▁▂▃▄▅▆▇█";
    private static final int HOURS = 24;
    private static final int CELLS = 72;

    /** Every sixth hour, two cells to an hour. */
    private static final String AXIS = "0           6           12          18         24";

    private final List<Doc> runs;

    Picture(List<Doc> runs) {
        this.runs = runs;
    }

    void hours(Screen screen) {
        var most = runs.stream()
                .flatMap(each -> values(each, "byHour").stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
        screen.line(Style.DIM.of(label("") + AXIS));
        for (var run : runs) {
            var bars = new StringBuilder();
            values(run, "byHour").stream().limit(HOURS).forEach(each -> bars.repeat(bar(each, most), 2));
            screen.line(
                    Span.of(label(run.text("policy"))),
                    Style.BLUE.of(bars.toString().stripTrailing()));
        }
        screen.line(Style.DIM.of(label("") + "█ is " + most));
    }

    void days(Screen screen) {
        var most = runs.stream()
                .flatMap(each -> values(each, "byDay").stream())
                .mapToDouble(Double::doubleValue)
                .max()
                .orElse(0);
        for (var run : runs) {
            var values = values(run, "byDay");
            int each = Math.max(1, Math.ceilDiv(values.size(), CELLS));
            var bars = new StringBuilder();
            for (int day = each - 1; day < values.size(); day += each) {
                bars.append(bar(values.get(day), most));
            }
            screen.line(
                    Span.of(label(run.text("policy"))),
                    Style.BLUE.of(bars.toString().stripTrailing()));
        }
        screen.line(Style.DIM.of(label("") + "█ is " + (long) most));
    }

    private static List<Double> values(Doc run, String field) {
        return run.items(field).stream()
                .map(each -> each.number().map(Number::doubleValue).orElse(0.0))
                .toList();
    }

    /** What is more than nothing is never shown as nothing. */
    private static char bar(double value, double most) {
        int last = BARS.length() - 1;
        return BARS.charAt(value <= 0 || most <= 0 ? 0 : Math.clamp(Math.round(value / most * last), 1, last));
    }

    private static String label(String policy) {
        return policy.length() > 14 ? policy.substring(0, 13) + "… " : policy + " ".repeat(15 - policy.length());
    }
}
