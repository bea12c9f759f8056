package io.afterhours.cli.control;

import io.afterhours.cli.http.Refused;
import io.afterhours.cli.http.Server;
import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.Screen;
import io.afterhours.cli.screen.Span;
import io.afterhours.cli.screen.Style;
import io.afterhours.cli.screen.Table;
import io.afterhours.cli.screen.When;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How policies read. */
final class Policies {
    private static final List<String> WEEK =
            List.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday");

    private Policies() {}

    static int list(Invocation invocation) {
        var policies = invocation.server().get("/api/policies");
        return invocation.answer(policies, screen -> {
            var table = new Table().left("POLICY").left("").right("BANDS").left("ZONE");
            for (var each : policies.items("items")) {
                table.row(
                        Span.of(each.text("name")),
                        active(each),
                        Span.of(each.items("bands").size()),
                        Span.of(each.text("zone")));
            }
            screen.table(table);
        });
    }

    /** The name of the policy that counts. */
    static String active(Invocation invocation) {
        return invocation.server().get("/api/control").text("policy");
    }

    /** The week of a policy; empty of one that there is not. */
    static Optional<Doc> week(Invocation invocation, String name) {
        try {
            return Optional.of(invocation.server().get(Server.path("api", "policies", name, "week")));
        } catch (Refused e) {
            if (e.status() == 404) {
                return Optional.empty();
            }
            throw e;
        }
    }

    static void show(Screen screen, Doc policy) {
        screen.line(
                Style.BOLD.of(policy.text("name")), Span.of(" "), active(policy), Span.of("  " + policy.text("zone")));
        var table = new Table()
                .left("DAYS")
                .left("HOURS")
                .right("SLOTS")
                .fill("WHO MAY START")
                .left("BAND");
        for (var band : policy.items("bands")) {
            table.row(
                    Span.of(days(band)),
                    Span.of(hours(band)),
                    Span.of(band.text("slots")),
                    Span.of(admissions(band)),
                    Span.of(band.text("name")));
        }
        screen.table(table);
        for (var quiet : policy.items("quiet")) {
            screen.field("quiet", quiet.text("level") + ": " + days(quiet) + " " + hours(quiet));
        }
        for (var context : policy.items("contexts")) {
            screen.field(context.text("context"), context(context));
        }
    }

    /** A policy in a file of the person's; - is standard input. */
    static Doc file(Invocation invocation, String source) {
        return DocumentFile.read(invocation, source, "a policy, a JSON object with \"bands\"");
    }

    /** A policy as it was saved, with what is probably not meant. */
    static void saved(Screen screen, Doc policy) {
        show(screen, policy);
        warnings(screen, policy);
    }

    static void warnings(Screen screen, Doc checked) {
        for (var warning : checked.items("warnings")) {
            screen.line(
                    Style.AMBER.of("! " + warning.text("code")),
                    Span.of("  " + warning.text("field") + "  " + warning.text("text")));
            warning.items("times").forEach(each -> screen.line("    " + each.text()));
        }
    }

    private static String context(Doc context) {
        var words = new ArrayList<String>();
        context.items("hours").forEach(each -> words.add(days(each) + " " + hours(each)));
        var first = context.items("first").stream().map(Policies::pick).collect(Collectors.joining(" or "));
        if (!first.isEmpty()) {
            words.add((context.isTrue("only") ? "only " : "first ") + first);
        }
        words.add("up to " + context.text("risk") + " risk");
        return String.join(", ", words);
    }

    private static String pick(Doc pick) {
        var words = new ArrayList<String>();
        pick.items("kinds").forEach(each -> words.add(each.text()));
        bounds(pick, words);
        return String.join(" ", words);
    }

    private static Span active(Doc policy) {
        return policy.isTrue("active") ? Style.GREEN.of("✓ counts now") : Span.of("");
    }

    private static String hours(Doc band) {
        return band.text("from") + "–" + band.text("to");
    }

    /** As they are said; words stay as they are. */
    private static String days(Doc band) {
        var days = band.items("days").stream().map(Doc::text).toList();
        return days.isEmpty() ? band.text("days") : days(days);
    }

    /** {@code every day}, {@code Mon–Fri}, or the days one by one; one at least, in lower case and in their order. */
    static String days(List<String> days) {
        if (days.size() == WEEK.size()) {
            return "every day";
        }
        int first = WEEK.indexOf(days.getFirst());
        boolean inOneGo = days.size() > 2
                && first >= 0
                && first + days.size() <= WEEK.size()
                && WEEK.subList(first, first + days.size()).equals(days);
        return inOneGo
                ? shortened(days.getFirst()) + "–" + shortened(days.getLast())
                : days.stream().map(Policies::shortened).collect(Collectors.joining(", "));
    }

    private static String shortened(String day) {
        return day.length() < 3 ? day : Character.toUpperCase(day.charAt(0)) + day.substring(1, 3);
    }

    private static String admissions(Doc band) {
        var all = new ArrayList<String>();
        all.add(admission(band));
        band.items("also").forEach(each -> all.add(admission(each)));
        return String.join("; ", all);
    }

    private static String admission(Doc admission) {
        var words = new ArrayList<String>();
        if (admission.isTrue("approved")) {
            words.add("approved");
        }
        var priorities = admission.items("priorities").stream().map(Doc::text).toList();
        words.add(priorities.isEmpty() || priorities.size() == 4 ? "any" : String.join(", ", priorities));
        bounds(admission, words);
        var tags = admission.items("tags").stream().map(Doc::text).collect(Collectors.joining(", "));
        if (!tags.isEmpty()) {
            words.add("tagged " + tags);
        }
        return String.join(" ", words);
    }

    private static void bounds(Doc sort, List<String> words) {
        var least = effort(sort.text("minimumEffort"));
        var most = effort(sort.text("maximumEffort"));
        if (!least.isEmpty()) {
            words.add("from " + least);
        }
        if (!most.isEmpty()) {
            words.add("up to " + most);
        }
    }

    private static String effort(String text) {
        try {
            return text.isEmpty() ? "" : When.span(Duration.parse(text));
        } catch (DateTimeParseException e) {
            return text;
        }
    }
}
