package io.afterhours.dashboard.live;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FrameLogTest {
    private static final Instant NIGHT = Instant.parse("2026-11-21T02:00:00Z");
    private static final Set<String> BUILDS = Set.of("builds");

    private final TopicStore store = new TopicStore("e");
    private final FrameLog log = new FrameLog(store, BUILDS);

    private void change(int value) {
        store.put("builds", "B-" + value % 3, IntNode.valueOf(value));
        log.write(NIGHT);
    }

    @Test
    void each_frame_begins_where_the_one_before_ended_and_nothing_is_written_without_a_change() {
        change(1);
        store.put("costs", "B-1", IntNode.valueOf(7));
        log.write(NIGHT);
        change(2);
        var first = log.after(0).orElseThrow();
        var second = log.after(first.to()).orElseThrow();
        assertThat(second.from()).isEqualTo(first.to());
        assertThat(second.to()).isEqualTo(log.end()).isEqualTo(store.version());
        assertThat(log.after(second.to())).isEmpty();
    }

    @Test
    void who_is_between_two_frames_takes_the_one_that_overlaps() {
        store.put("builds", "B-1", IntNode.valueOf(1));
        change(2);
        assertThat(log.after(1)).isEqualTo(log.after(0)).isPresent();
    }

    @Test
    void who_is_further_behind_than_the_frames_gets_one_for_all_that_leads_to_them() {
        for (int i = 1; i <= 40; i++) {
            change(i);
        }
        assertThat(log.after(1)).isEmpty();
        var caughtUp = log.catchUp(1, NIGHT).orElseThrow();
        assertThat(caughtUp.to()).isEqualTo(store.version());
        change(41);
        assertThat(log.catchUp(5, NIGHT)).contains(caughtUp);
        assertThat(log.after(caughtUp.to())).isPresent();
    }

    @Test
    void a_snapshot_is_shared_while_it_is_new_and_then_keeps_no_rows() {
        change(1);
        var up = Map.of("cost", "ok");
        var one = log.snapshot(up, NIGHT);
        assertThat(log.snapshot(up, NIGHT.plusMillis(999))).isSameAs(one);
        assertThat(one.part(0)).isSameAs(one.part(0));
        assertThat(log.snapshot(Map.of("cost", "down"), NIGHT)).isNotSameAs(one);
        assertThat(one.part(0)).isNotSameAs(one.part(0));
        change(4);
        assertThat(new String(one.part(0).plain(), UTF_8)).contains("[\"B-1\",2,4]");
        assertThat(log.snapshot(up, NIGHT.plusSeconds(2)).version()).isEqualTo(2);
    }
}
