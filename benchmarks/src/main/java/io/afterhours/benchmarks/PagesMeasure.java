package io.afterhours.benchmarks;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What the pages cost the browser: how soon they are there, what a thousand updates a second of a thousand builds take, whether
 * memory grows, and how soon a page is up to date again after the dashboard was restarted.
 */
final class PagesMeasure {
    private static final int BUILDS = 1_000;
    private static final int UPDATES_PER_SECOND = 1_000;
    private static final int OPENINGS = 10;
    private static final int RESTARTS = 5;
    private static final int WARM_UP_MILLIS = 10_000;
    private static final int WINDOW_MILLIS = 20_000;
    private static final int ROWS_IN_SIGHT = 10;
    private static final int UPDATES_MEANWHILE = 100;

    private static final String NOTE_FEWEST_ROWS = """
            () => {
              const rows = () => Number(document.querySelector('[role=grid]')?.ariaRowCount ?? 1) - 1;
              window.fewestRows = rows();
              window.rowWatch?.disconnect();
              window.rowWatch = new MutationObserver(() => (window.fewestRows = Math.min(window.fewestRows, rows())));
              window.rowWatch.observe(document.body, { subtree: true, childList: true, attributes: true });
            }""";

    private static final Duration SLOW_FRAME = Duration.ofMillis(20);

    private final Path root;
    private final Path log;
    private final InstantSource clock;
    private final Duration soak;

    PagesMeasure(Path root, Path log, InstantSource clock, Duration soak) {
        this.root = root;
        this.log = log;
        this.clock = clock;
        this.soak = soak;
    }

    /** Hands on the figures of each part as soon as they are there. */
    void measure(Consumer<List<Figure>> figures) throws IOException, InterruptedException {
        try (var dashboard = new Dashboard(root, log, BUILDS, clock.instant());
                var tab = Tab.signedIn(dashboard.api())) {
            figures.accept(opening(dashboard, tab));
            busy(dashboard, tab, figures);
            figures.accept(reconnect(dashboard, tab));
        }
    }

    /** With nothing cached, and with everything. */
    private static List<Figure> opening(Dashboard dashboard, Tab tab) {
        var load = Machine.load();
        tab.page().addInitScript(Opening.NOTE_FIRST_ROW);
        var cold = new ArrayList<Opening>();
        var warm = new ArrayList<Opening>();
        for (int i = 0; i <= OPENINGS; i++) {
            tab.ask("Network.clearBrowserCache");
            var fresh = Opening.of(tab, dashboard.address() + "/queue");
            var again = Opening.of(tab, dashboard.address() + "/queue");
            if (i > 0) {
                cold.add(fresh);
                warm.add(again);
            }
        }
        var paint = new Samples(cold.stream().map(Opening::firstPaint).toList());
        var row = new Samples(cold.stream().map(Opening::firstRow).toList());
        var rowAgain = new Samples(warm.stream().map(Opening::firstRow).toList());
        return List.of(
                Figure.kilobytes("page: script, compressed", cold.getFirst().script(), 60_000L, load),
                Figure.kilobytes("page: style, compressed", cold.getFirst().style(), 12_000L, load),
                Figure.millis(
                        "page: first paint, nothing cached, p50 of " + paint.count(),
                        paint.percentile(50),
                        Duration.ofMillis(600),
                        load),
                Figure.millis(
                        "page: first live row, nothing cached, p50", row.percentile(50), Duration.ofMillis(900), load),
                Figure.millis("page: first live row, nothing cached, longest", row.max(), null, load),
                Figure.millis(
                        "page: first live row, cached, p50", rowAgain.percentile(50), Duration.ofMillis(400), load));
    }

    private void busy(Dashboard dashboard, Tab tab, Consumer<List<Figure>> figures)
            throws IOException, InterruptedException {
        var page = tab.page();
        page.navigate(dashboard.address() + "/queue?tab=running");
        tab.awaitLive();
        tab.ask("Performance.enable", parameters("timeDomain", "threadTicks"));
        try (var updates = new Updates(dashboard.busUrl(), BUILDS, UPDATES_PER_SECOND, clock)) {
            page.waitForTimeout(WARM_UP_MILLIS);
            var load = Machine.load();
            figures.accept(cost(tab, updates, load));
            tab.watchMarks();
            var from = clock.instant();
            var frames = Frames.of(tab, WINDOW_MILLIS, SLOW_FRAME);
            figures.accept(painted(tab, updates, from, load));
            figures.accept(List.of(Figure.percent(
                    "busy: frames over " + SLOW_FRAME.toMillis() + " ms, of " + frames.count(),
                    frames.slowShare(),
                    1.0,
                    load)));
            figures.accept(soak(tab, load));
        }
    }

    private static List<Figure> cost(Tab tab, Updates updates, double load) {
        var counted = updates.count();
        var before = Usage.of(tab);
        tab.page().waitForTimeout(WINDOW_MILLIS);
        var after = Usage.of(tab);
        var rate = Math.round(
                (updates.count() - counted) * 1000.0 / after.since(before).toMillis());
        return List.of(
                Figure.percent(
                        "busy: page's thread at " + rate + " updates a second, of a core",
                        after.thread(before),
                        10.0,
                        load),
                Figure.percent("busy: page's process, of a core", after.process(before), null, load));
    }

    private static List<Figure> painted(Tab tab, Updates updates, Instant from, double load) {
        var samples = new Samples(updates.took(tab.painted(), from));
        return List.of(
                Figure.millis(
                        "busy: event to screen, p50 of " + samples.count() + " in sight",
                        samples.percentile(50),
                        Duration.ofMillis(75),
                        load),
                Figure.millis("busy: event to screen, p99", samples.percentile(99), Duration.ofMillis(200), load));
    }

    private List<Figure> soak(Tab tab, double load) {
        var before = Usage.heap(tab);
        var nodes = Usage.nodes(tab);
        tab.page().waitForTimeout((double) soak.toMillis());
        var grown = Math.max(0, Usage.heap(tab) - before);
        return List.of(
                Figure.kilobytes(
                        "busy: memory that the page gained in " + soak.toSeconds() + " s", grown, 5_000_000L, load),
                Figure.count(
                        "busy: nodes of the document gained meanwhile",
                        Math.max(0, Usage.nodes(tab) - nodes),
                        0L,
                        load));
    }

    /** The first rows report all the time, so that it shows when what happens is seen again. */
    private List<Figure> reconnect(Dashboard dashboard, Tab tab) throws IOException, InterruptedException {
        var load = Machine.load();
        var waits = new ArrayList<Duration>();
        var fewest = BUILDS;
        try (var _ = new Updates(dashboard.busUrl(), ROWS_IN_SIGHT, UPDATES_MEANWHILE, clock)) {
            for (int i = 0; i < RESTARTS; i++) {
                tab.page().evaluate(NOTE_FEWEST_ROWS);
                dashboard.stop();
                tab.page().waitForFunction("() => !" + Tab.LIVE);
                dashboard.startAgain();
                var ready = clock.instant();
                waits.add(Duration.between(ready, tab.paintedAfter(ready)));
                tab.awaitLive();
                fewest = Math.min(fewest, (Integer) tab.page().evaluate("() => window.fewestRows"));
            }
        }
        var samples = new Samples(waits);
        return List.of(
                Figure.millis(
                        "restart of the dashboard: live again, longest of " + samples.count(),
                        samples.max(),
                        Duration.ofSeconds(3),
                        load),
                Figure.count("restart of the dashboard: rows gone meanwhile", BUILDS - fewest, 0L, load));
    }

    private static JsonObject parameters(String name, String value) {
        var parameters = new JsonObject();
        parameters.addProperty(name, value);
        return parameters;
    }
}
