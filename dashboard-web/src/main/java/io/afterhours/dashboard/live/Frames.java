package io.afterhours.dashboard.live;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.afterhours.dashboard.live.TopicStore.Changes;
import io.afterhours.dashboard.live.TopicStore.Entry;
import io.afterhours.dashboard.live.TopicStore.Whole;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** How frames are written; {@code live/protocol.ts} reads them. */
final class Frames {
    static final int PROTOCOL = 1;

    private static final int ROWS_PER_PART = 100;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private Frames() {}

    /** A server-sent event. */
    static byte[] event(String kind, String id, JsonNode data) {
        var text = new StringBuilder("event: ").append(kind).append('\n');
        if (!id.isEmpty()) {
            text.append("id: ").append(id).append('\n');
        }
        return text.append("data: ").append(data).append("\n\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    static byte[] delta(String epoch, Changes changes, Instant now) {
        var frame = head(epoch, changes.to(), now).put("f", changes.from());
        var put = frame.putObject("u");
        changes.put().forEach((topic, entries) -> put.set(topic, entries(entries)));
        var gone = frame.putObject("d");
        changes.gone().forEach((topic, rows) -> {
            var list = gone.putArray(topic);
            rows.forEach(row -> list.addArray().add(row.id()).add(row.version()));
        });
        return event("delta", new Cursor(epoch, changes.to()).toString(), frame);
    }

    static byte[] beat(String epoch, long version, Instant now, long lag, Map<String, String> up) {
        var frame = head(epoch, version, now).put("lag", lag);
        frame.set("up", up(up));
        return event("hb", "", frame);
    }

    /** What goes into one part of a snapshot of a topic. */
    record Part(String topic, List<String> ids) {}

    /** A snapshot in parts of at most a hundred rows; the smaller topics first, so that the first screen is whole soon. */
    static List<List<Part>> parts(Whole whole) {
        var parts = new ArrayList<List<Part>>();
        var open = new ArrayList<Part>();
        var size = 0;
        var topics = new ArrayList<>(whole.ids().entrySet());
        topics.sort(Comparator.comparingInt(each -> each.getValue().size()));
        for (var topic : topics) {
            var ids = topic.getValue();
            for (int from = 0; from < ids.size() || from == 0; from += ROWS_PER_PART) {
                var some = ids.subList(from, Math.min(ids.size(), from + ROWS_PER_PART));
                if (size + some.size() > ROWS_PER_PART && size > 0) {
                    parts.add(open);
                    open = new ArrayList<>();
                    size = 0;
                }
                open.add(new Part(topic.getKey(), some));
                size += some.size();
            }
        }
        parts.add(open);
        return parts;
    }

    /** @param rows by their topics */
    static byte[] part(
            String epoch,
            long version,
            Instant now,
            int number,
            int count,
            Map<String, List<Entry>> rows,
            Map<String, String> up) {
        var frame = head(epoch, version, now).put("part", number).put("parts", count);
        var topics = frame.putObject("topics");
        rows.forEach((topic, entries) -> topics.set(topic, entries(entries)));
        frame.set("up", up(up));
        var last = number == count;
        return event("snapshot", last ? new Cursor(epoch, version).toString() : "", frame);
    }

    private static ObjectNode head(String epoch, long version, Instant now) {
        return JSON.objectNode()
                .put("pv", PROTOCOL)
                .put("e", epoch)
                .put("t", version)
                .put("now", now.toString());
    }

    private static ArrayNode entries(List<Entry> entries) {
        var list = JSON.arrayNode();
        entries.forEach(
                each -> list.addArray().add(each.id()).add(each.version()).add(each.row()));
        return list;
    }

    private static ObjectNode up(Map<String, String> up) {
        var node = JSON.objectNode();
        up.forEach(node::put);
        return node;
    }
}
