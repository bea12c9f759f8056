package io.afterhours.dashboard.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FramesTest {
    private static final Instant NIGHT = Instant.parse("2026-11-21T02:00:00Z");

    @Test
    void a_delta_says_from_where_to_where_and_brings_rows_with_their_versions() {
        var store = new TopicStore("e");
        store.put("builds", "B-1", IntNode.valueOf(5));
        store.put("builds", "B-2", IntNode.valueOf(6));
        store.remove("builds", "B-2", NIGHT);
        var changes = store.since(Set.of("builds"), 0).orElseThrow();
        assertThat(text(Frames.delta("e", changes, NIGHT))).isEqualTo("""
                        event: delta
                        id: e-3
                        data: {"pv":1,"e":"e","t":3,"now":"2026-11-21T02:00:00Z","f":0,"u":{"builds":[["B-1",1,5]]},"d":{"builds":[["B-2",3]]}}

                        """);
    }

    @Test
    void a_large_snapshot_comes_in_parts_the_small_topics_first_and_only_the_last_moves_the_cursor() {
        var store = new TopicStore("e");
        for (int i = 0; i < 250; i++) {
            store.put("builds", "B-" + i, IntNode.valueOf(i));
        }
        store.put("control", "control", IntNode.valueOf(1));
        var parts = Frames.parts(store.whole(Set.of("builds", "control", "inbox")));
        assertThat(parts).hasSize(4);
        assertThat(parts.getFirst()).extracting(Frames.Part::topic).contains("control", "inbox");
        assertThat(parts.stream()
                        .flatMap(part -> part.stream())
                        .mapToInt(part -> part.ids().size())
                        .sum())
                .isEqualTo(251);
        assertThat(text(Frames.part("e", 251, NIGHT, 1, 4, Map.of(), Map.of()))).doesNotContain("id:");
        assertThat(text(Frames.part(
                        "e", 251, NIGHT, 4, 4, Map.of("builds", store.rows("builds", List.of("B-7"))), Map.of())))
                .contains("id: e-251")
                .contains("[\"B-7\",8,7]");
    }

    @Test
    void a_cursor_is_read_as_it_is_written_and_nonsense_is_none() {
        assertThat(Cursor.read(new Cursor("a-b", 7).toString())).contains(new Cursor("a-b", 7));
        for (var nonsense : new String[] {"", "-", "7", "e-", "e-x", "-7"}) {
            assertThat(Cursor.read(nonsense)).as(nonsense).isEmpty();
        }
    }

    private static String text(byte[] frame) {
        return new String(frame, StandardCharsets.UTF_8);
    }
}
