package io.afterhours.scheduler.planning;

import static io.afterhours.scheduler.planning.Facts.at;
import static io.afterhours.scheduler.planning.Facts.build;
import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.Priority;
import io.afterhours.contracts.runner.HostResource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said while the hosts of all runners are full, and what comes before it. */
class FullHostTest {
    private static final String NIGHT = "2026-11-20T23:00";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MEMORY | 84 | 0 | Waits: 84 % of runner-1's memory is used, too much since today 21:40; it is looked at again with every report.",
                "DISK   | 91 | 2 | Waits: 91 % of runner-1's disk is used, too much since today 21:40, as with 2 more; it is looked at again with every report.",
            })
    void says_which_host_is_full_of_what_and_since_when(
            HostResource resource, int percent, int others, String sentence) {
        var facts = Facts.of(build("B-1")).full(host(resource, percent, others), 0);

        assertThat(facts.decide(NIGHT).starts()).isEmpty();
        assertThat(facts.verdict(NIGHT).code()).isEqualTo(VerdictCode.HOST_FULL);
        assertThat(facts.verdict(NIGHT).until()).isEmpty();
        assertThat(facts.sentence(NIGHT)).isEqualTo(sentence);
    }

    @Test
    void says_when_it_should_be_told_next_how_full_the_host_is() {
        var reporting = new FullHost(
                "runner-1", HostResource.MEMORY, 84, at("2026-11-20T21:40"), 0, 3, at("2026-11-20T23:00:07"));
        var facts = Facts.of(build("B-1")).full(reporting, 0);

        assertThat(facts.verdict(NIGHT).until()).contains(at("2026-11-20T23:00:07"));
        assertThat(facts.sentence(NIGHT)).endsWith("with every report, next about today 23:00:07.");
        assertThat(facts.verdict("2026-11-20T23:00:07").until()).isEmpty();
    }

    @Test
    void is_said_rather_than_that_the_slots_are_taken_by_what_runs_there() {
        var facts =
                Facts.of(build("B-1")).full(host(HostResource.MEMORY, 84, 0), 1).live("B-9", null, null);

        assertThat(facts.verdict(NIGHT).code()).isEqualTo(VerdictCode.HOST_FULL);
    }

    @Test
    void comes_after_what_the_clock_decides() {
        var facts = Facts.of(build("B-1").priority(Priority.MEDIUM)).full(host(HostResource.MEMORY, 84, 0), 0);

        assertThat(facts.verdict("2026-11-20T12:00").code()).isEqualTo(VerdictCode.PRIORITY);
        assertThat(facts.verdict("2026-11-20T12:00").until()).contains(at("2026-11-20T18:00"));
    }

    @Test
    void no_lane_is_let_in_meanwhile() {
        var facts = Facts.of(build("B-1")).full(host(HostResource.DISK, 84, 0), 0);

        assertThat(PlanningRules.openLanes(facts.facts(), List.of(), at(NIGHT)).slots())
                .isZero();
    }

    @Test
    void there_is_taken_to_be_room_again_in_a_look_ahead() {
        var facts = Facts.of().full(host(HostResource.DISK, 84, 0), 0).facts();

        assertThat(facts.unreserved().runnerSlots()).isEqualTo(3);
        assertThat(facts.unreserved().full()).isNull();
    }

    private static FullHost host(HostResource resource, int percent, int others) {
        return new FullHost("runner-1", resource, percent, at("2026-11-20T21:40"), others, 3);
    }
}
