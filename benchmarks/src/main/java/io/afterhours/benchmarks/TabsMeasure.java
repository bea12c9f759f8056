package io.afterhours.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * What the dashboard takes to keep very many tabs up to date with very many builds; and what tabs cost it that stopped reading, which
 * it lets go in the end.
 */
final class TabsMeasure {
    private static final int TABS = 500;
    private static final int BUILDS = 1_000;
    private static final int UPDATES_PER_SECOND = 1_000;
    private static final double GOAL_CORE = 100;
    private static final Duration WARM_UP = Duration.ofSeconds(15);
    private static final Duration WINDOW = Duration.ofSeconds(20);

    private static final int STALLED = 20;
    /** What its socket and the one frame that waits for it take, and a little. */
    private static final long GOAL_STALLED = STALLED * 256L * 1_000;

    private static final Duration STALLS = Duration.ofSeconds(15);
    /** They may keep their connection for a minute, and a beat is five seconds. */
    private static final Duration LET_GO = Duration.ofSeconds(90);

    private final Path root;
    private final Path log;
    private final InstantSource clock;

    TabsMeasure(Path root, Path log, InstantSource clock) {
        this.root = root;
        this.log = log;
        this.clock = clock;
    }

    /** Hands on the figures of each part as soon as they are there. */
    void measure(Consumer<List<Figure>> figures) throws IOException, InterruptedException {
        try (var dashboard = new Dashboard(root, log, BUILDS, clock.instant());
                var streams = new Streams(dashboard, TABS, clock);
                var updates = new Updates(dashboard.busUrl(), BUILDS, UPDATES_PER_SECOND, clock)) {
            TimeUnit.MILLISECONDS.sleep(WARM_UP.toMillis());
            figures.accept(reading(dashboard, streams, updates));
            figures.accept(stalled(dashboard, streams));
        }
    }

    private List<Figure> reading(Dashboard dashboard, Streams streams, Updates updates)
            throws IOException, InterruptedException {
        var load = Machine.load();
        var from = clock.instant();
        var begun = System.nanoTime();
        var used = cpu(dashboard);
        var published = updates.count();
        var read = streams.bytes();
        TimeUnit.MILLISECONDS.sleep(WINDOW.toMillis());
        var seconds = (System.nanoTime() - begun) / 1e9;
        var core = 100 * cpu(dashboard).minus(used).toNanos() / 1e9 / seconds;
        var late = new Samples(updates.took(streams.marks(), from));
        return List.of(
                Figure.percent(
                        "tabs: dashboard's processor time for %d tabs and %d builds, %,.0f updates/s, of a core"
                                .formatted(TABS, BUILDS, (updates.count() - published) / seconds),
                        core,
                        GOAL_CORE,
                        load),
                Figure.rate("tabs: bytes that they read together", (streams.bytes() - read) / seconds, load),
                Figure.millis("tabs: event to one of them, p50 of " + late.count(), late.percentile(50), null, load),
                Figure.millis("tabs: event to one of them, p99", late.percentile(99), null, load),
                Figure.count("tabs: that were cut off", streams.ended(), 0L, load));
    }

    /** Some of the tabs stop reading while the builds go on. */
    private List<Figure> stalled(Dashboard dashboard, Streams streams) throws IOException, InterruptedException {
        var load = Machine.load();
        var before = Heap.of(dashboard.process());
        var size = Size.of(dashboard.process());
        var begun = System.nanoTime();
        var stalled = streams.stall(STALLED);
        try {
            TimeUnit.MILLISECONDS.sleep(STALLS.toMillis());
            var meanwhile = Heap.of(dashboard.process());
            var sizeMeanwhile = Size.of(dashboard.process());
            TimeUnit.NANOSECONDS.sleep(begun + LET_GO.toNanos() - System.nanoTime());
            return List.of(
                    Figure.kilobytes(
                            "tabs: objects that %d stalled ones keep".formatted(STALLED),
                            Math.max(0, meanwhile - before),
                            GOAL_STALLED,
                            load),
                    Figure.megabytes("tabs: dashboard's memory before they stalled", size, null, load),
                    Figure.megabytes("tabs: dashboard's memory while they stall", sizeMeanwhile, null, load),
                    Figure.count(
                            "tabs: stalled ones still held after " + LET_GO.toSeconds() + " s",
                            held(stalled),
                            0L,
                            load));
        } finally {
            for (var each : stalled) {
                each.close();
            }
        }
    }

    /** How many were not let go: of those, what is left in the socket is followed by silence instead of an end. */
    private static long held(List<SocketChannel> stalled) throws IOException, InterruptedException {
        var held = new ArrayList<>(stalled);
        var until = System.nanoTime() + Duration.ofSeconds(2).toNanos();
        for (var each : held) {
            each.configureBlocking(false);
        }
        var buffer = ByteBuffer.allocate(1 << 16);
        while (!held.isEmpty() && System.nanoTime() < until) {
            held.removeIf(each -> isOver(each, buffer));
            TimeUnit.MILLISECONDS.sleep(10);
        }
        return held.size();
    }

    private static boolean isOver(SocketChannel channel, ByteBuffer buffer) {
        try {
            return channel.read(buffer.clear()) < 0;
        } catch (IOException e) {
            return true;
        }
    }

    private static Duration cpu(Dashboard dashboard) {
        return dashboard.process().info().totalCpuDuration().orElse(Duration.ZERO);
    }
}
