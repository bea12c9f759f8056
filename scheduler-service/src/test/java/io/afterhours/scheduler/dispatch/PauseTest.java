package io.afterhours.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.afterhours.contracts.InvalidEvent;
import io.afterhours.scheduler.control.ControlResource;
import io.afterhours.scheduler.control.Named;
import io.afterhours.scheduler.control.Switchboard;
import io.afterhours.scheduler.queue.Build;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** How the suite is paused, what still runs then, and how it comes to rest or goes on by itself. */
class PauseTest {
    private final Workbench bench = Workbench.open(2);

    @Test
    void draining_names_what_still_runs_and_is_drained_once_nothing_does() {
        var running = bench.queue("Write the importer");
        bench.dispatch();
        bench.taken(bench.live(running.id()));

        var draining = pause("drain", null);
        assertThat(draining.mode()).isEqualTo("draining");
        assertThat(draining.running()).containsExactly(new Named(running.id().toString(), "Write the importer"));

        bench.queue("Write the exporter");
        bench.finished(bench.live(running.id()), null);
        assertThat(bench.dispatch().started()).isEmpty();
        assertThat(control().mode()).isEqualTo("drained");
        assertThat(control().running()).isEmpty();
    }

    @Test
    void what_is_drained_starts_builds_again_when_a_person_resumes() {
        pause("drain", null);
        var waiting = bench.queue("Write the importer");
        assertThat(bench.dispatch().started()).isEmpty();

        assertThat(bench.get(ControlResource.class).resume("alice").mode()).isEqualTo("running");

        assertThat(bench.dispatch().started()).extracting(Build::id).containsExactly(waiting.id());
    }

    @Test
    void a_pause_with_an_end_lets_builds_start_then_without_anybodys_word() {
        var end = now().plus(Duration.ofHours(2));
        assertThat(pause("pause", end).until()).isEqualTo(end);
        var waiting = bench.queue("Write the importer");

        assertThat(bench.dispatch().nextLook()).isEqualTo(end);
        bench.clock().advance(Duration.ofHours(2));

        assertThat(control().mode()).isEqualTo("running");
        assertThat(control().until()).isNull();
        assertThat(bench.dispatch().started()).extracting(Build::id).containsExactly(waiting.id());
    }

    @Test
    void the_end_of_a_pause_is_noted_once_with_its_time() {
        var end = now().plus(Duration.ofHours(2));
        pause("pause", end);
        endPause();
        assertThat(control().mode()).isEqualTo("paused");

        bench.clock().advance(Duration.ofHours(3));
        endPause();
        endPause();

        assertThat(control().since()).isEqualTo(end);
        assertThat(control().by()).isEqualTo("the clock");
        assertThat(bench.count("select count(*) from audit where who = 'the clock'"))
                .isEqualTo(1);
    }

    @Test
    void a_pause_that_would_be_over_already_is_refused() {
        assertThatThrownBy(() -> pause("pause", now()))
                .isInstanceOf(InvalidEvent.class)
                .hasMessageContaining("until: expected a time to come");
    }

    private ControlResource.View pause(String how, @Nullable Instant until) {
        return bench.get(ControlResource.class).pause(new ControlResource.Pause(how, null, until), "alice");
    }

    private ControlResource.View control() {
        return bench.get(ControlResource.class).get();
    }

    private void endPause() {
        bench.jdbi().useTransaction(bench.get(Switchboard.class)::endPause);
    }

    private Instant now() {
        return bench.clock().instant();
    }
}
