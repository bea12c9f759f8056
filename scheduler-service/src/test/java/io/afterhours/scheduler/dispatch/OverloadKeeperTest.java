package io.afterhours.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.Json;
import io.afterhours.contracts.agent.BuildRequested;
import io.afterhours.contracts.runner.HostLoad;
import io.afterhours.contracts.runner.HostResource;
import io.afterhours.contracts.runner.RunnerReported;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.scheduler.dispatch.Attempt.State;
import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.queue.Verdicts;
import io.afterhours.scheduler.retry.Tally;
import io.afterhours.scheduler.runner.RunnerStore;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OverloadKeeperTest {
    private final Workbench bench = Workbench.open(3);

    @Test
    void a_full_host_takes_nothing_more_and_the_verdict_says_so() {
        taken("Write the importer", "high");
        var waiting = bench.queue("Write the exporter");

        report(Workbench.RUNNER, 84, HostResource.MEMORY);

        assertThat(bench.dispatch().started()).isEmpty();
        assertThat(verdict(waiting)).startsWith("Waits: 84 % of runner-1's memory is used, too much since ");
    }

    @Test
    void builds_go_to_another_host_while_one_is_full() {
        taken("Write the importer", "high");
        report(Workbench.RUNNER, 84, HostResource.MEMORY);
        report("runner-2", 20, null);
        var waiting = bench.queue("Write the exporter");

        assertThat(bench.dispatch().started()).extracting(Build::id).containsExactly(waiting.id());
    }

    @Test
    void a_report_that_there_is_room_lets_builds_start() {
        report(Workbench.RUNNER, 84, HostResource.MEMORY);
        bench.queue("Write the importer");
        assertThat(bench.dispatch().started()).isEmpty();

        assertThat(report(Workbench.RUNNER, 70, null))
                .as("says that it could let a build start")
                .isTrue();

        assertThat(bench.dispatch().started()).hasSize(1);
    }

    @Test
    void stops_the_least_valuable_attempt_after_two_minutes_queues_it_again_and_tells_the_person_once() {
        var urgent = taken("Write the importer", "urgent");
        var medium = taken("Write the exporter", "medium");
        var high = taken("Write the reader", "high");

        press(Duration.ofMinutes(2).minusSeconds(10));
        assertThat(running(urgent, medium, high)).hasSize(3);
        press(Duration.ofSeconds(10));

        assertThat(running(urgent, medium, high)).containsExactly(urgent, high);
        assertThat(bench.attempt(medium.session()).state()).isEqualTo(State.CANCELLED);
        assertThat(bench.build(medium.build())).satisfies(build -> {
            assertThat(build.state()).isEqualTo(BuildState.RETRYING);
            assertThat(build.tally()).isEqualTo(Tally.NOTHING);
        });
        assertThat(bench.count("select count(*) from outbox where subject = 'command.runner-1'"))
                .isEqualTo(1);
        assertThat(bench.count("select count(*) from build_event where text like 'Stopped to relieve its host: 93 %%'"))
                .isEqualTo(1);

        press(Duration.ofMinutes(1));
        assertThat(running(urgent, medium, high))
                .as("a stop is given time to show")
                .containsExactly(urgent, high);
        press(Duration.ofMinutes(1));
        assertThat(running(urgent, medium, high)).containsExactly(urgent);
        assertThat(bench.count("select count(*) from escalation where title = 'The host of runner-1 is too full'"))
                .isEqualTo(1);
    }

    @Test
    void begins_to_count_again_when_one_report_is_below_the_limit() {
        var attempt = taken("Write the importer", "high");

        press(Duration.ofMinutes(1));
        report(Workbench.RUNNER, 90, HostResource.MEMORY);
        press(Duration.ofSeconds(110));

        assertThat(running(attempt)).containsExactly(attempt);
    }

    @Test
    void begins_to_count_again_when_the_runner_was_silent() {
        var attempt = taken("Write the importer", "high");

        press(Duration.ofMinutes(1));
        bench.clock().advance(Duration.ofMinutes(10));
        report(Workbench.RUNNER, 93, HostResource.MEMORY);

        assertThat(running(attempt)).containsExactly(attempt);
    }

    @Test
    void leaves_the_attempts_of_other_hosts_alone() {
        var attempt = taken("Write the importer", "medium");

        for (int i = 0; i < 20; i++) {
            bench.clock().advance(Duration.ofSeconds(10));
            report("runner-2", 93, HostResource.MEMORY);
        }

        assertThat(running(attempt)).containsExactly(attempt);
    }

    /** Reports of a host that is over the limit, every ten seconds for so long. */
    private void press(Duration time) {
        for (long i = 0; i < time.toSeconds() / 10; i++) {
            report(Workbench.RUNNER, 93, HostResource.MEMORY);
            bench.clock().advance(Duration.ofSeconds(10));
        }
        report(Workbench.RUNNER, 93, HostResource.MEMORY);
    }

    private boolean report(String runner, int memory, @Nullable HostResource full) {
        var host = new HostLoad(
                40, memory, 100, full, full == null ? null : bench.clock().instant());
        return bench.jdbi().inTransaction(tx -> {
            var reported = new RunnerReported("default", 3, 0, "ready", List.of(), List.of("shell"), "test", host);
            var could = bench.get(RunnerStore.class).seen(tx, runner, reported);
            tx.execute("update runner set last_seen = clock_timestamp() + interval '1 day'");
            bench.get(OverloadKeeper.class).measured(tx, runner, host);
            return could;
        });
    }

    private List<Attempt> running(Attempt... attempts) {
        return List.of(attempts).stream()
                .filter(each -> bench.attempt(each.session()).state().isLive())
                .toList();
    }

    private String verdict(Build build) {
        return bench.jdbi()
                .inTransaction(tx -> bench.get(Verdicts.class).of(tx, build))
                .text();
    }

    private Attempt taken(String title, String priority) {
        var asked = "{\"title\":\"%s\",\"priority\":\"%s\"}".formatted(title, priority);
        var build = bench.queue(Json.read(asked.getBytes(StandardCharsets.UTF_8), BuildRequested.class));
        bench.dispatch();
        var attempt = bench.live(build.id());
        bench.taken(attempt);
        return attempt;
    }
}
