package io.afterhours.dashboard.live;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.afterhours.dashboard.service.Service;
import io.afterhours.dashboard.service.Services;
import io.afterhours.dashboard.service.Services.Unreachable;
import io.vertx.core.Context;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/**
 * Brings one tab the log of one build, or of one session: asked for by number after the last line that was sent, as fast as the tab takes it,
 * then every half second while that runs.
 */
final class LogTail {
    private static final String SESSION = "session:";
    private static final int PAGE = 1_000;
    private static final long BUSY_MILLIS = 500;
    private static final long IDLE_MILLIS = 3_000;
    private static final long AGAIN_MILLIS = 20;

    private final Context context;
    private final Services services;
    private final TopicStore store;
    private final LiveClient client;
    private final String of;
    private long after;
    private boolean closed;

    /**
     * Made for a tab.
     *
     * @param of a build, or {@code session:} and a session
     */
    LogTail(Context context, Services services, TopicStore store, LiveClient client, String of, long after) {
        this.context = context;
        this.services = services;
        this.store = store;
        this.client = client;
        this.of = of;
        this.after = after;
    }

    private record Lines(byte[] events, long last, int count) {}

    void start() {
        read();
    }

    void close() {
        closed = true;
    }

    private void read() {
        if (closed) {
            return;
        }
        if (!client.takes()) {
            later(BUSY_MILLIS);
            return;
        }
        var from = after;
        Thread.ofVirtual().name("log-tail").start(() -> {
            var lines = page(from);
            context.runOnContext(_ -> took(lines));
        });
    }

    private void took(Lines lines) {
        if (lines.count() > 0) {
            client.write(new Frame(lines.events()));
            after = lines.last();
        }
        later(lines.count() >= PAGE ? AGAIN_MILLIS : isLive() ? BUSY_MILLIS : IDLE_MILLIS);
    }

    private boolean isLive() {
        if (of.startsWith(SESSION)) {
            var session = store.get(Rows.PROGRESS, of.substring(SESSION.length()));
            return session != null && !session.path("ended").asBoolean();
        }
        var row = store.get(Rows.BUILDS, of);
        return row != null
                && switch (row.path("state").asText()) {
                    case "dispatched", "running", "verifying" -> true;
                    default -> false;
                };
    }

    private void later(long millis) {
        if (!closed) {
            context.owner().setTimer(millis, _ -> read());
        }
    }

    private String whose() {
        return of.startsWith(SESSION)
                ? "session=" + URLEncoder.encode(of.substring(SESSION.length()), StandardCharsets.UTF_8)
                : "build=" + URLEncoder.encode(of, StandardCharsets.UTF_8);
    }

    private Lines page(long from) {
        try {
            var page = services.get(
                    Service.PROGRESS, "/api/progress/log?" + whose() + "&after=" + from + "&limit=" + PAGE);
            var items = page.path("items");
            if (items.isEmpty()) {
                return new Lines(new byte[0], from, 0);
            }
            var frame = JsonNodeFactory.instance.objectNode().put("build", of);
            frame.set("lines", items);
            return new Lines(
                    Frames.event("log", "", frame),
                    items.get(items.size() - 1).path("n").asLong(),
                    items.size());
        } catch (Unreachable e) {
            return new Lines(new byte[0], from, 0);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Lines(new byte[0], from, 0);
        }
    }
}
