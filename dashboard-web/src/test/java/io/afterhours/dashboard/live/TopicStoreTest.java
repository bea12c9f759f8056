package io.afterhours.dashboard.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class TopicStoreTest {
    private static final Instant NIGHT = Instant.parse("2026-11-21T02:00:00Z");
    private static final Set<String> BUILDS = Set.of("builds");

    private final TopicStore store = new TopicStore("e");

    @Test
    void a_row_that_is_set_to_what_it_was_is_no_change() {
        assertThat(store.put("builds", "B-1", IntNode.valueOf(1))).isTrue();
        assertThat(store.put("builds", "B-1", IntNode.valueOf(1))).isFalse();
        assertThat(store.version()).isEqualTo(1);
    }

    @Test
    void many_changes_of_one_row_are_one_change_for_who_was_away() {
        for (int i = 0; i < 1_000; i++) {
            store.put("builds", "B-1", IntNode.valueOf(i));
        }
        var changes = store.since(BUILDS, 0).orElseThrow();
        assertThat(changes.put().get("builds")).hasSize(1);
        assertThat(changes.put().get("builds").getFirst().row().asInt()).isEqualTo(999);
        assertThat(changes.to()).isEqualTo(1_000);
    }

    @Test
    void rows_of_a_snapshot_are_read_when_they_are_written_and_what_changed_meanwhile_comes_after_it() {
        store.put("builds", "B-1", IntNode.valueOf(1));
        store.put("builds", "B-2", IntNode.valueOf(1));
        var whole = store.whole(BUILDS);
        store.put("builds", "B-1", IntNode.valueOf(2));
        store.put("builds", "B-3", IntNode.valueOf(1));
        store.remove("builds", "B-2", NIGHT);

        assertThat(store.rows("builds", whole.ids().getOrDefault("builds", List.of())))
                .containsExactly(new TopicStore.Entry("B-1", 3, IntNode.valueOf(2)));
        var changes = store.since(BUILDS, whole.version()).orElseThrow();
        assertThat(changes.put().get("builds")).extracting(TopicStore.Entry::id).containsOnly("B-1", "B-3");
        assertThat(changes.gone().get("builds")).extracting(TopicStore.Gone::id).containsOnly("B-2");
    }

    @Test
    void only_the_topics_asked_for_are_told() {
        store.put("builds", "B-1", IntNode.valueOf(1));
        store.put("inbox", "E-1", IntNode.valueOf(1));
        store.remove("inbox", "E-1", NIGHT);
        var changes = store.since(BUILDS, 0).orElseThrow();
        assertThat(changes.put()).containsOnlyKeys("builds");
        assertThat(changes.gone()).isEmpty();
    }

    @Test
    void who_was_away_longer_than_deletions_are_remembered_gets_everything_anew() {
        store.put("builds", "B-1", IntNode.valueOf(1));
        store.put("builds", "B-2", IntNode.valueOf(1));
        store.remove("builds", "B-1", NIGHT);
        assertThat(store.since(BUILDS, 2)).isPresent();
        store.remove("builds", "B-2", NIGHT.plus(TopicStore.TOMBSTONE_LIFE).plus(Duration.ofSeconds(1)));
        assertThat(store.since(BUILDS, 2)).isEmpty();
        assertThat(store.since(BUILDS, 3)).isPresent();
    }

    @Test
    void a_version_of_the_future_is_of_another_store() {
        assertThat(store.since(BUILDS, 7)).isEmpty();
    }

    @Test
    void a_row_that_came_back_is_not_told_as_gone() {
        store.put("builds", "B-1", IntNode.valueOf(1));
        store.remove("builds", "B-1", NIGHT);
        store.put("builds", "B-1", IntNode.valueOf(2));
        var changes = store.since(BUILDS, 0).orElseThrow();
        assertThat(changes.gone()).isEmpty();
        assertThat(changes.put().get("builds")).hasSize(1);
    }

    @Test
    void whoever_pulls_at_any_moments_ends_with_what_the_store_holds() {
        for (int seed = 0; seed < 200; seed++) {
            var random = new Random(seed);
            var known = new TreeMap<String, JsonNode>();
            var fresh = new TopicStore("e" + seed);
            long cursor = 0;
            for (int step = 0; step < 100; step++) {
                var id = "B-" + random.nextInt(10);
                if (random.nextInt(4) == 0) {
                    fresh.remove("builds", id, NIGHT);
                } else {
                    fresh.put("builds", id, IntNode.valueOf(random.nextInt(50)));
                }
                if (random.nextInt(3) == 0 || step == 99) {
                    var changes = fresh.since(BUILDS, cursor).orElseThrow();
                    changes.put().forEach((_, rows) -> rows.forEach(row -> known.put(row.id(), row.row())));
                    changes.gone().forEach((_, rows) -> rows.forEach(row -> known.remove(row.id())));
                    cursor = changes.to();
                }
            }
            assertThat(known).as("seed " + seed).isEqualTo(held(fresh));
        }
    }

    private static Map<String, JsonNode> held(TopicStore store) {
        var rows = new TreeMap<String, JsonNode>();
        store.rows("builds", store.ids("builds")).forEach(each -> rows.put(each.id(), each.row()));
        return rows;
    }
}
