package io.afterhours.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.afterhours.scheduler.escalation.Answers;
import io.afterhours.scheduler.escalation.EscalationResource;
import io.afterhours.scheduler.nightplan.NightKeeper;
import io.afterhours.scheduler.nightplan.NightPlanResource;
import io.afterhours.scheduler.nightplan.NightPlanView;
import io.afterhours.scheduler.planning.NightOrder;
import io.afterhours.scheduler.queue.BuildId;
import io.afterhours.scheduler.queue.NightWishStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The plan of a night, made once when it begins; it is Saturday 21 November 2026, 21:00 in Berlin, where the night begins at 22:55. */
class NightKeeperTest {
    private static final Duration TO_THE_NIGHT = Duration.ofMinutes(115);

    private final Workbench bench = Workbench.open(1);

    @Test
    void the_night_is_planned_when_it_begins_and_not_before() {
        bench.queue("Write the importer");
        bench.clock().advance(TO_THE_NIGHT.minusSeconds(1));
        assertThat(bench.get(NightKeeper.class).planOnce()).isFalse();

        bench.clock().advance(Duration.ofSeconds(1));

        assertThat(bench.get(NightKeeper.class).planOnce()).isTrue();
        assertThat(bench.count("select count(*) from night_plan where night = '2026-11-21'"))
                .isEqualTo(1);
        assertThat(bench.count("select build from night_plan_build")).isEqualTo(1);
    }

    @Test
    void it_is_planned_once_by_one_scheduler_and_again_in_the_next_night() {
        bench.queue("Write the importer");
        bench.clock().advance(TO_THE_NIGHT);

        assertThat(bench.get(NightKeeper.class).planOnce()).isTrue();
        assertThat(bench.get(NightKeeper.class).planOnce()).isFalse();
        assertThat(bench.replica().get(NightKeeper.class).planOnce()).isFalse();
        assertThat(bench.count("select count(*) from escalation where kind = 'night-plan'"))
                .isEqualTo(1);
        bench.clock().advance(Duration.ofDays(1));
        assertThat(bench.get(NightKeeper.class).planOnce()).isTrue();
    }

    @Test
    void the_person_is_told_in_a_paragraph_what_will_run_and_who_says_nothing_agrees() {
        bench.queue("Write the importer");
        bench.queue("Write the exporter");
        bench.clock().advance(TO_THE_NIGHT);
        bench.get(NightKeeper.class).planOnce();

        var asked = asked();
        assertThat(asked.title()).startsWith("Tonight: 2 builds, about 1 h 10 min of work, at most $");
        assertThat(asked.severity().word()).isEqualTo("low");
        assertThat(asked.options()).containsExactly("go", "not tonight");
        assertThat(asked.deadline()).isEqualTo(Instant.parse("2026-11-21T22:00:00Z"));
        assertThat(asked.question())
                .startsWith(
                        "This will run: B-1 Write the importer (22:55, done about 23:30); B-2 Write the exporter (23:30,")
                .contains("Unanswered it goes at 23:00");

        bench.clock().advance(Duration.ofMinutes(5));
        bench.jdbi().useTransaction(tx -> bench.get(Answers.class).expireOnce(tx));

        assertThat(bench.count("select count(*) from escalation where state = 'answered' and answer = 'go'"))
                .isEqualTo(1);
        assertThat(bench.dispatch().started()).hasSize(1);
    }

    @Test
    void what_may_run_is_planned_however_many_wait_for_a_person_before_it() {
        bench.waitForConsent(250);
        bench.queue("Write the importer");
        bench.queue("Write the exporter");
        bench.queue("Write the manual");
        due("Write the exporter", "2026-11-22T01:00:00Z");
        due("Write the manual", "2026-11-22T12:00:00Z");
        bench.clock().advance(TO_THE_NIGHT);

        var plan = bench.get(NightPlanResource.class).plan();

        assertThat(plan.builds())
                .extracting(NightPlanView.Planned::title)
                .containsExactly("Write the importer", "Write the exporter");
        assertThat(plan.left()).hasSize(200);
        assertThat(plan.more()).isEqualTo(51);
        assertThat(bench.get(NightKeeper.class).planOnce()).isTrue();
        assertThat(asked().title()).startsWith("Tonight: 2 builds");
    }

    @Test
    void what_does_not_fit_is_told_by_the_day_on_which_the_plan_is_read() {
        bench.queue("Write the importer");
        bench.queue("Write the exporter");
        bench.jdbi().useHandle(tx -> {
            tx.execute("update build set minutes_p50 = 300, minutes_p90 = 360");
            tx.execute("update policy set body = ?", """
                    {"name":"always","zone":"UTC","bands":[{"name":"night","from":"22:00","to":"06:00","slots":1}]}""");
        });
        bench.clock().advance(TO_THE_NIGHT);

        assertThat(bench.get(NightPlanResource.class).plan().left())
                .singleElement()
                .satisfies(left -> assertThat(left.text()).endsWith("next start tomorrow 22:00."));
    }

    private void due(String title, String at) {
        bench.jdbi()
                .useHandle(tx -> tx.execute(
                        "update build set earliest_start = cast(? as timestamptz) where title = ?", at, title));
    }

    @Test
    void where_there_is_nothing_to_run_nobody_is_asked() {
        bench.clock().advance(TO_THE_NIGHT);

        assertThat(bench.get(NightKeeper.class).planOnce()).isTrue();

        assertThat(bench.count("select count(*) from escalation")).isZero();
    }

    @Test
    void a_night_that_is_planned_late_is_kept_and_not_asked_about() {
        bench.queue("Write the importer");
        bench.clock().advance(TO_THE_NIGHT.plusMinutes(5));

        assertThat(bench.get(NightKeeper.class).planOnce()).isTrue();

        assertThat(bench.count("select count(*) from night_plan_build")).isEqualTo(1);
        assertThat(bench.count("select count(*) from escalation")).isZero();
    }

    @Test
    void not_tonight_holds_all_that_was_planned_until_the_morning_and_can_be_taken_back() {
        bench.queue("Write the importer");
        bench.queue("Write the exporter");
        bench.clock().advance(TO_THE_NIGHT);
        bench.get(NightKeeper.class).planOnce();
        bench.dispatch();

        bench.get(EscalationResource.class)
                .answer(asked().id(), new EscalationResource.Answer("not tonight", null), "ada");

        NightOrder order = bench.jdbi()
                .inTransaction(tx ->
                        bench.get(NightWishStore.class).read(tx, bench.clock().instant()));
        assertThat(order).isEqualTo(new NightOrder(List.of(), Set.of("B-2")));
        assertThat(bench.dispatch().nextLook()).isNotNull();
        assertThat(bench.count("select count(*) from build where state = 'queued' and lane is null"))
                .isEqualTo(1);
        bench.clock().advance(Duration.ofHours(8));
        bench.finished(bench.live(new BuildId(1)), null);
        assertThat(bench.dispatch().started()).hasSize(1);
    }

    @Test
    void what_was_planned_is_held_against_what_came_of_it() {
        bench.queue("Write the importer");
        bench.queue("Write the exporter");
        bench.clock().advance(TO_THE_NIGHT);
        bench.get(NightKeeper.class).planOnce();
        bench.dispatch();
        bench.clock().advance(Duration.ofMinutes(20));
        bench.taken(bench.live(new BuildId(1)));
        bench.finished(bench.live(new BuildId(1)), null);

        var night = bench.get(NightPlanResource.class).last();

        assertThat(night.night()).isEqualTo("2026-11-21");
        assertThat(night.minutes()).isEqualTo(70);
        assertThat(night.finished()).isEqualTo(1);
        var first = night.builds().getFirst();
        assertThat(first.state()).isEqualTo("finished");
        assertThat(first.started()).isEqualTo(first.start()).isEqualTo(Instant.parse("2026-11-21T21:55:00Z"));
        assertThat(first.ended()).isEqualTo(Instant.parse("2026-11-21T22:15:00Z"));
        assertThat(first.outcome()).isEqualTo("succeeded");
        assertThat(night.builds().getLast().started()).isNull();
    }

    @Test
    void before_the_first_night_there_is_nothing_to_hold_against() {
        assertThatThrownBy(() -> bench.get(NightPlanResource.class).last())
                .hasMessage("There is no plan yet of any night.");
    }

    private EscalationResource.View asked() {
        return bench.get(EscalationResource.class)
                .list("open", null, "10")
                .items()
                .getFirst();
    }
}
