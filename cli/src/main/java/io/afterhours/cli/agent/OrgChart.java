package io.afterhours.cli.agent;

import io.afterhours.cli.build.Builds;
import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.Bar;
import io.afterhours.cli.screen.Screen;
import io.afterhours.cli.screen.Span;
import io.afterhours.cli.screen.Style;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Who works for the person, and at what: agents, and under each its builds and the sessions that somebody else started. */
final class OrgChart {
    private static final String NOBODY = "(no name)";

    private final Map<String, List<Doc>> builds = new TreeMap<>();
    private final Map<String, List<Doc>> sessions = new TreeMap<>();
    private final Map<String, Doc> agents = new TreeMap<>();

    /**
     * The chart.
     *
     * @param added agents that were added, whether they do something or not
     * @param active builds with an attempt
     * @param live sessions that have not ended; those that work on a build stand under it
     */
    OrgChart(List<Doc> added, List<Doc> active, List<Doc> live) {
        added.stream().filter(each -> each.time("removedAt").isEmpty()).forEach(each -> {
            agents.put(each.text("agent"), each);
        });
        active.forEach(each -> put(builds, each));
        live.stream().filter(each -> each.text("build").isEmpty()).forEach(each -> put(sessions, each));
    }

    private void put(Map<String, List<Doc>> where, Doc work) {
        var agent = work.text("agent").isEmpty() ? NOBODY : work.text("agent");
        agents.putIfAbsent(agent, Doc.MISSING);
        where.computeIfAbsent(agent, name -> new ArrayList<>()).add(work);
    }

    Doc document() {
        var items = new ArrayList<Doc>();
        agents.forEach((name, agent) -> {
            var item = new LinkedHashMap<String, Object>();
            item.put("agent", name);
            item.put("lastSeen", agent.at("lastSeen"));
            item.put("builds", Doc.of(builds.getOrDefault(name, List.of())));
            item.put("sessions", Doc.of(sessions.getOrDefault(name, List.of())));
            items.add(Doc.of(item));
        });
        return Doc.of(Map.of("items", Doc.of(items)));
    }

    void show(Screen screen) {
        screen.line(Style.BOLD.of("you"));
        if (agents.isEmpty()) {
            screen.line("Nobody is at work. Let a program take part with: afterhours agent add NAME");
        }
        var names = List.copyOf(agents.keySet());
        for (var name : names) {
            var last = name.equals(names.getLast());
            screen.line(Style.DIM.of(last ? "└─ " : "├─ "), Style.BOLD.of(name), Span.of("  "), standing(screen, name));
            work(screen, name, last ? "   " : "│  ");
        }
    }

    private Span standing(Screen screen, String name) {
        var at = builds.getOrDefault(name, List.of()).size();
        var reports = sessions.getOrDefault(name, List.of()).size();
        if (at + reports > 0) {
            return Style.DIM.of(count(at, "build") + (at > 0 && reports > 0 ? ", " : "") + count(reports, "session"));
        }
        var seen = agents.getOrDefault(name, Doc.MISSING).time("lastSeen");
        return Style.DIM.of("idle, "
                + seen.map(when -> "seen " + screen.when().relative(when)).orElse("not heard yet"));
    }

    private static String count(int number, String one) {
        return number == 0 ? "" : number + " " + one + (number == 1 ? "" : "s");
    }

    private void work(Screen screen, String name, String trunk) {
        var at = new ArrayList<>(builds.getOrDefault(name, List.of()));
        at.addAll(sessions.getOrDefault(name, List.of()));
        for (var each : at) {
            var corner = each == at.getLast() ? "└─ " : "├─ ";
            screen.line(
                    Style.DIM.of(trunk + corner),
                    Span.of(named(each) + "  "),
                    Builds.standing(each),
                    Style.BLUE.of("  " + bar(each)),
                    Span.of("  " + title(each)
                            + each.time("eta")
                                    .map(end -> ", ends about " + screen.when().clock(end))
                                    .orElse("")));
        }
    }

    private static String named(Doc work) {
        return work.text("id").isEmpty() ? work.text("session") : work.text("id");
    }

    private static String title(Doc work) {
        var task = work.text("task");
        return work.text("title").isEmpty() ? task.isEmpty() ? work.text("message") : task : work.text("title");
    }

    private static String bar(Doc work) {
        return work.text("id").isEmpty()
                ? work.number("percent").map(Bar::labelled).orElse("")
                : Builds.bar(work);
    }
}
