package io.afterhours.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.foundation.sql.ArrayOf;
import io.afterhours.scheduler.planning.Lane;
import io.afterhours.scheduler.planning.Rivals;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The first builds of several lanes, against a reading of all builds that lie in them. */
class LaneOrderTest {
    private static final int LANES = 12;

    private final Workbench bench = Workbench.open(1);
    private final List<Lane> lanes = filled();

    @Test
    void of_lanes_that_go_first_all_come_before_those_beside_them() {
        for (int first = 0; first <= LANES; first++) {
            var rivals = rivals(first, LANES);

            assertThat(inOrder(List.of(rivals), 30)).isEqualTo(expected(0, rivals, 30));
        }
    }

    @Test
    void however_few_of_each_lane_are_wanted_the_first_of_all_are_found() {
        var rivals = rivals(4, LANES);

        for (int limit : new int[] {1, 2, 5, 11, 12, 13, 40, 100, 1_000}) {
            assertThat(inOrder(List.of(rivals), limit)).isEqualTo(expected(0, rivals, limit));
        }
    }

    @Test
    void contests_that_are_asked_about_together_do_not_disturb_each_other() {
        var one = rivals(1, 3);
        var none = rivals(0, 0);
        var other = rivals(6, 9);

        assertThat(inOrder(List.of(one, none, other), 25))
                .startsWith(expected(0, one, 25).toArray(LaneOrder.Lying[]::new))
                .endsWith(expected(2, other, 25).toArray(LaneOrder.Lying[]::new))
                .hasSize(50);
    }

    private List<LaneOrder.Lying> inOrder(List<Rivals> contests, int limit) {
        return bench.jdbi().inTransaction(tx -> bench.get(LaneOrder.class).inOrder(tx, contests, limit));
    }

    private List<LaneOrder.Lying> expected(int contest, Rivals rivals, int limit) {
        return bench.jdbi()
                .withHandle(handle -> handle.createQuery("""
                        select number, lane from build where lane = any(:lanes)
                        order by lane = any(:first) desc, score desc, created_at, number limit :limit""")
                        .bind(
                                "lanes",
                                ArrayOf.bigints(lanes.stream()
                                        .filter(each -> rivals.first().contains(each)
                                                || rivals.beside().contains(each))
                                        .map(Lane::id)
                                        .toList()))
                        .bind("first", ArrayOf.bigints(rivals.first(), Lane::id))
                        .bind("limit", limit)
                        .map((rows, context) ->
                                new LaneOrder.Lying(contest, rows.getLong("number"), rows.getLong("lane")))
                        .list());
    }

    private Rivals rivals(int first, int all) {
        return new Rivals(Instant.EPOCH, 1, lanes.subList(0, first), lanes.subList(first, all));
    }

    /** Lanes of one build to some forty, whose scores are spread and often the same. */
    private List<Lane> filled() {
        bench.jdbi().useHandle(handle -> handle.execute("""
                insert into build (title, prompt, priority, category, kind, impact, effort, approval, score, created_at,
                  created_by, minutes_p50, minutes_p90, cost_p50, cost_p90, estimate_source)
                select 'Build ' || n, 'Build ' || n, 'medium', 'other', 'kind-' || least(n % 23, ?), 5, interval '1 hour', 'not-needed',
                  (n * 7919) % 37, now() + (n % 3) * interval '1 second', 'test', 1, 2, 0, 0, 'test'
                from generate_series(1, 400) n""", LANES - 1));
        return bench.jdbi()
                .inTransaction(tx -> List.copyOf(bench.get(Lanes.class)
                        .all(tx, bench.get(LaneStore.class).ids().read(tx))));
    }
}
