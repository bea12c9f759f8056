package io.afterhours.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Starts a suite, measures it, stops it and writes the page of results. */
@Command(
        name = "benchmarks/run",
        description = "Measures the suite on this machine and writes benchmarks/RESULTS.md.",
        mixinStandardHelpOptions = true)
final class Main implements Callable<Integer> {
    private static final Duration GOAL_READY = Duration.ofSeconds(10);
    private static final long GOAL_SIZE = 1L << 30;
    /** What needs no suite. */
    private static final Set<Part> DASHBOARD_ALONE = EnumSet.of(Part.PAGES, Part.TABS);

    /** What can be measured. */
    enum Part {
        READY,
        SIZE,
        STATUS,
        SIMULATION,
        START,
        LIVE,
        PAINT,
        PROGRESS,
        FLOOD,
        USAGE,
        TWO,
        BACKLOG,
        INTAKE,
        PAGES,
        TABS
    }

    @Option(names = "--state", description = "State folder, not there yet; a scratch one when missing.")
    @Nullable Path state;

    @Option(names = "--only", split = ",", description = "Of: ${COMPLETION-CANDIDATES}. Then no page is written.")
    Set<Part> only = EnumSet.noneOf(Part.class);

    @Option(names = "--builds", defaultValue = "200", description = "How many builds are started.")
    int builds;

    @Option(names = "--intake", defaultValue = "20000", description = "How many builds are queued by batches.")
    int intake;

    @Option(names = "--updates", defaultValue = "300000", description = "How many reports of progress are drained.")
    int updates;

    @Option(names = "--reports", defaultValue = "300000", description = "How many reports of usage are drained.")
    int reports;

    @Option(names = "--backlog", defaultValue = "1000000", description = "How many reports a long backlog has.")
    int backlog;

    @Option(names = "--events", defaultValue = "300", description = "How many events are shown.")
    int events;

    @Option(names = "--soak", defaultValue = "PT2M", description = "How long a page is watched for what it keeps.")
    Duration soak = Duration.ZERO;

    @Option(names = "--idle", defaultValue = "PT30S", description = "How long it idles before its size is taken.")
    Duration idle = Duration.ZERO;

    @Option(names = "--note", defaultValue = "", description = "Said on the page: what else ran on the machine.")
    String note = "";

    private final Path root;
    private final InstantSource clock;
    private final List<Figure> figures = new ArrayList<>();
    private final Map<String, Size> sizes = new LinkedHashMap<>();

    Main(Path root, InstantSource clock) {
        this.root = root;
        this.clock = clock;
    }

    public static void main(String[] arguments) {
        var root = Path.of(System.getProperty("afterhours.root", "")).toAbsolutePath();
        var status = new CommandLine(new Main(root, InstantSource.system()))
                .setCaseInsensitiveEnumValuesAllowed(true)
                .execute(arguments);
        System.exit(status);
    }

    @Override
    public Integer call() throws Exception {
        var scratch = Files.createTempDirectory("afterhours-benchmarks-");
        // PostgreSQL runs as a user without rights where we are root, and has to get to its folder.
        scratch.toFile().setExecutable(true, false);
        var suite = new Suite(
                root, state == null ? scratch.resolve("state") : state.toAbsolutePath(), scratch.resolve("log"));
        try {
            if (only.isEmpty() || only.stream().anyMatch(part -> !DASHBOARD_ALONE.contains(part))) {
                measure(suite);
            }
            suite.down();
            if (isWanted(Part.PAGES)) {
                new PagesMeasure(root, scratch.resolve("pages.log"), clock, soak).measure(this::add);
            }
            if (isWanted(Part.TABS)) {
                new TabsMeasure(root, scratch.resolve("tabs.log"), clock).measure(this::add);
            }
        } finally {
            suite.down();
            remove(scratch);
        }
        var results = new Results(
                LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC), revision(), note, Machine.here(), figures, sizes);
        System.out.println();
        System.out.print(results.table());
        if (only.isEmpty()) {
            Files.writeString(root.resolve("benchmarks").resolve("RESULTS.md"), results.page());
        }
        return figures.stream().anyMatch(Figure::isMissed) ? 2 : 0;
    }

    private void measure(Suite suite) throws IOException, InterruptedException {
        start(suite);
        var api = suite.api();
        if (isWanted(Part.SIZE)) {
            size(suite, "fresh");
        }
        var commands = new CommandsMeasure(suite, root);
        if (isWanted(Part.STATUS)) {
            add(commands.status());
        }
        if (isWanted(Part.SIMULATION)) {
            for (var which : List.of("first", "second")) {
                add(List.of(commands.simulation(which)));
            }
        }
        if (isWanted(Part.START)) {
            add(new StartMeasure(api, clock).measure(builds));
        }
        if (isWanted(Part.LIVE)) {
            add(new LiveMeasure(api, suite.file("bench.creds")).measure(events));
        }
        if (isWanted(Part.PAINT)) {
            add(new PaintMeasure(api, suite.file("painter.creds"), clock).measure(events));
        }
        if (isWanted(Part.SIZE) && isWanted(Part.START)) {
            size(suite, "after " + builds + " builds");
        }
        if (isWanted(Part.PROGRESS)) {
            add(new ProgressMeasure(suite).measure(updates));
        }
        if (isWanted(Part.FLOOD)) {
            add(new FloodMeasure(suite).measure());
        }
        if (isWanted(Part.USAGE)) {
            add(new UsageMeasure(suite).measure(reports));
        }
        if (isWanted(Part.TWO)) {
            add(new TwoMeasure(suite).measure(reports / 2));
        }
        if (isWanted(Part.BACKLOG)) {
            add(new BacklogMeasure(suite).measure(backlog));
        }
        // Last, because all that it queued begins to run then.
        if (isWanted(Part.INTAKE)) {
            add(new IntakeMeasure(api).measure(intake));
        }
    }

    /** Twice, so that the second finds what the first has made; a first start that had to build does not count. */
    private void start(Suite suite) throws IOException, InterruptedException {
        var load = Machine.load();
        var first = suite.up();
        if (!isWanted(Part.READY)) {
            return;
        }
        if (first.onlyStarted()) {
            add(List.of(Figure.seconds("ready, first start", first.took(), GOAL_READY, load)));
        } else {
            say("The tree was not built: the first start does not count. Run it again for that figure.");
        }
        suite.down();
        var again = Machine.load();
        add(List.of(Figure.seconds("ready, second start", suite.up().took(), GOAL_READY, again)));
    }

    private void size(Suite suite, String when) throws IOException, InterruptedException {
        var load = Machine.load();
        TimeUnit.MILLISECONDS.sleep(idle.toMillis());
        var size = Size.of(suite);
        sizes.put(when, size);
        add(List.of(Figure.megabytes("size, " + when, size.total(), GOAL_SIZE, load)));
    }

    private void add(List<Figure> more) {
        figures.addAll(more);
        more.forEach(figure -> say(
                String.format(Locale.ROOT, "%-60s %12s   (load %.1f)", figure.what(), figure.value(), figure.load())));
    }

    private boolean isWanted(Part part) {
        return only.isEmpty() || only.contains(part);
    }

    private String revision() throws IOException, InterruptedException {
        var git = new ProcessBuilder("git", "-C", root.toString(), "rev-parse", "--short", "HEAD").start();
        try (var said = git.inputReader()) {
            var line = said.readLine();
            return git.waitFor() == 0 && line != null ? "`" + line + "`" : "unknown";
        }
    }

    private static void say(String line) {
        System.out.println(line);
    }

    private static void remove(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
