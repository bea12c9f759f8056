package io.afterhours.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.afterhours.contracts.Json;
import io.afterhours.contracts.agent.BuildRequested;
import io.afterhours.contracts.cost.WindowChanged;
import io.afterhours.contracts.runner.Failure;
import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.foundation.http.Problem;
import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.queue.Verdicts;
import io.afterhours.scheduler.retry.Tally;
import io.afterhours.scheduler.runner.WindowStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LimitKeeperTest {
    private final Workbench bench = Workbench.open(3);
    private final Instant reset = bench.clock().instant().plus(Duration.ofHours(2));

    @Test
    void costs_no_attempt_and_holds_every_build_of_the_agent() {
        var met = started("Write the importer", "claude");
        var other = queue("Write the exporter", "claude");

        limit(met, reset);

        assertThat(bench.dispatch().started()).isEmpty();
        assertThat(bench.build(met.id()).state()).isEqualTo(BuildState.RETRYING);
        assertThat(bench.build(met.id()).tally()).isEqualTo(Tally.NOTHING);
        assertThat(verdict(met)).isEqualTo(verdict(other)).satisfies(verdict -> {
            assertThat(verdict.code()).isEqualTo("provider-limit");
            assertThat(verdict.until()).isEqualTo(reset);
            assertThat(verdict.text()).startsWith("Waits: claude's account is limited until ");
        });
    }

    @Test
    void lets_builds_of_other_agents_start() {
        limit(started("Write the importer", "claude"), reset);
        var codex = queue("Write the exporter", "codex");
        var unnamed = queue("Write the reader", null);

        assertThat(bench.dispatch().started()).extracting(Build::id).containsExactly(codex.id(), unnamed.id());
    }

    @Test
    void holds_builds_that_name_no_agent_when_it_is_the_one_they_get() {
        limit(started("Write the importer", null), reset);
        queue("Write the exporter", null);

        assertThat(bench.dispatch().started()).isEmpty();
    }

    @Test
    void holds_an_agent_of_whose_window_only_what_is_kept_for_the_person_is_left() {
        window(80, 10, bench.clock().instant());
        queue("Write the importer", "claude");
        assertThat(bench.dispatch().started()).hasSize(1);

        window(90, 10, bench.clock().instant().plusSeconds(1));
        var held = queue("Write the exporter", "claude");

        assertThat(bench.dispatch().started()).isEmpty();
        assertThat(verdict(held).text()).startsWith("Waits: 90 % of claude's weekly window are used and 10 % are kept");
        assertThat(verdict(held).until()).isEqualTo(reset);
    }

    @Test
    void what_was_said_of_a_window_earlier_changes_nothing_and_a_smaller_reserve_lets_go_on() {
        window(95, 10, bench.clock().instant());
        window(20, 10, bench.clock().instant().minusSeconds(1));
        var held = queue("Write the importer", "claude");
        assertThat(bench.dispatch().started()).isEmpty();

        window(95, 0, bench.clock().instant().plusSeconds(1));

        assertThat(bench.dispatch().started()).extracting(Build::id).containsExactly(held.id());
    }

    @Test
    void a_window_that_was_reset_holds_nothing() {
        window(100, 0, bench.clock().instant());
        queue("Write the importer", "claude");
        assertThat(bench.dispatch().nextLook()).isEqualTo(reset);

        bench.clock().advance(Duration.ofHours(2));

        assertThat(bench.dispatch().started()).hasSize(1);
    }

    @Test
    void ends_by_itself_and_the_plan_is_looked_at_then() {
        limit(started("Write the importer", "claude"), reset);
        assertThat(bench.dispatch().nextLook()).isEqualTo(reset);

        bench.clock().advance(Duration.ofHours(2));

        assertThat(bench.dispatch().started()).hasSize(1);
        assertThat(bench.jdbi().inTransaction(bench.get(LimitKeeper.class)::all))
                .isEmpty();
    }

    @Test
    void holds_at_another_scheduler_and_after_a_restart() {
        limit(started("Write the importer", "claude"), reset);

        assertThat(bench.replica().dispatch().started()).isEmpty();
    }

    @Test
    void is_waited_out_for_a_quarter_of_an_hour_when_nobody_said_until_when() {
        var met = started("Write the importer", "claude");

        limit(met, null);

        var until = bench.clock().instant().plus(Duration.ofMinutes(15));
        assertThat(verdict(met).until()).isEqualTo(until);
        assertThat(verdict(met).text()).contains("nobody said until when");
    }

    @Test
    void a_reset_time_that_is_past_says_nothing() {
        var met = started("Write the importer", "claude");

        limit(met, bench.clock().instant().minusSeconds(1));

        assertThat(verdict(met).text()).contains("nobody said until when");
    }

    @Test
    void a_reset_time_beyond_all_sense_is_tried_after_a_month() {
        var met = started("Write the importer", "claude");

        limit(met, Instant.parse("2999-01-01T00:00:00Z"));

        assertThat(verdict(met).until()).isEqualTo(bench.clock().instant().plus(Duration.ofDays(31)));
    }

    @Test
    void an_hourly_limit_does_not_end_a_weekly_one() {
        var first = started("Write the importer", "claude");
        var second = started("Write the exporter", "claude");

        limit(first, reset.plus(Duration.ofDays(4)));
        limit(second, reset);

        assertThat(verdict(second).until()).isEqualTo(reset.plus(Duration.ofDays(4)));
    }

    @Test
    void goes_on_at_once_when_the_person_lifts_it_and_that_is_in_the_audit() {
        limit(started("Write the importer", "claude"), reset);
        queue("Write the exporter", "claude");

        lift();

        assertThat(bench.dispatch().started()).hasSize(2);
        assertThat(bench.count("select count(*) from audit where what = 'lift limit' and target = 'claude'"))
                .isEqualTo(1);
        assertThatThrownBy(this::lift).isInstanceOf(Problem.class).hasMessageContaining("limit of agent claude");
    }

    private void lift() {
        bench.jdbi().useTransaction(tx -> bench.get(LimitKeeper.class).lift(tx, "claude", "alice", null));
    }

    private Verdicts.View verdict(Build build) {
        return bench.jdbi().inTransaction(tx -> bench.get(Verdicts.class).of(tx, bench.build(build.id())));
    }

    private void limit(Build build, @Nullable Instant until) {
        bench.finished(
                bench.live(build.id()), new Failure(FailureClass.RATE_LIMITED, "You've hit your limit.", null, until));
    }

    private void window(double used, int reserve, Instant at) {
        bench.jdbi()
                .useTransaction(tx -> bench.get(WindowStore.class)
                        .keep(tx, new WindowChanged("claude", "weekly", used, reserve, reset, at)));
    }

    private Build started(String title, @Nullable String agent) {
        var build = queue(title, agent);
        assertThat(bench.dispatch().started()).extracting(Build::id).containsExactly(build.id());
        return build;
    }

    private Build queue(String title, @Nullable String agent) {
        var asked = "{\"title\":\"%s\"%s}".formatted(title, agent == null ? "" : ",\"agent\":\"" + agent + "\"");
        return bench.queue(Json.read(asked.getBytes(StandardCharsets.UTF_8), BuildRequested.class));
    }
}
