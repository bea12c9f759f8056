package io.afterhours.scheduler.planning;

import static io.afterhours.scheduler.planning.Facts.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.Category;
import io.afterhours.contracts.Priority;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which lanes are let in; 20 November 2026 is a Friday. */
class OpenLanesTest {
    private static final Lane HIGH = lane(1, Priority.HIGH, null);
    private static final Lane LOW = lane(2, Priority.LOW, null);
    private static final Lane IN_REPO = lane(3, Priority.HIGH, "/repo");

    @Test
    void those_whose_builds_the_open_band_starts_are_let_in() {
        var open = openAt("2026-11-20T23:00", Facts.of());

        assertThat(open.lanes()).extracting(OpenLanes.Open::lane).containsExactly(HIGH, IN_REPO);
        assertThat(open.slots()).isEqualTo(3);
    }

    @Test
    void the_next_look_is_when_the_first_of_the_others_could_be_let_in() {
        var open = openAt("2026-11-20T23:00", Facts.of());

        assertThat(open.nextLook()).isEqualTo(at("2026-11-21T10:00"));
    }

    @Test
    void one_whose_workspace_is_taken_is_not_let_in() {
        var open = openAt("2026-11-20T23:00", Facts.of().live("B-7", "/repo", at("2026-11-20T23:30")));

        assertThat(open.lanes()).extracting(OpenLanes.Open::lane).containsExactly(HIGH);
        assertThat(open.slots()).isEqualTo(2);
    }

    @Test
    void none_is_let_in_while_all_slots_are_taken() {
        var open = openAt("2026-11-20T23:00", Facts.of().runnerSlots(1).live("B-7", null, null));

        assertThat(open.lanes()).isEmpty();
        assertThat(open.slots()).isZero();
    }

    @Test
    void none_is_let_in_while_the_suite_is_paused() {
        assertThat(openAt("2026-11-20T23:00", Facts.of().mode(Mode.PAUSED)).lanes())
                .isEmpty();
    }

    /** A fact of a build that a lane does not know could hold the head of a lane and with it all that lies behind. */
    @Test
    void a_lane_knows_all_that_the_rules_ask_of_a_build_beside_what_makes_it_ready() {
        var ready = Set.of(
                "id",
                "title",
                "approval",
                "dependsOn",
                "blockers",
                "concerns",
                "earliestStart",
                "retryAt",
                "outUntil",
                // Told, never asked.
                "deadline",
                "along");

        assertThat(names(Lane.class))
                .containsAll(names(Candidate.class).stream()
                        .filter(each -> !ready.contains(each))
                        .toList());
    }

    private static OpenLanes openAt(String local, Facts facts) {
        return PlanningRules.openLanes(facts.facts(), List.of(HIGH, LOW, IN_REPO), at(local));
    }

    private static Lane lane(long id, Priority priority, @Nullable String workspace) {
        return new Lane(
                id,
                priority,
                Category.BUG_FIX,
                "other",
                Duration.ofHours(1),
                Duration.ofMinutes(30),
                Duration.ofMinutes(45),
                1_000_000_000L,
                "claude",
                workspace,
                Set.of(),
                true);
    }

    private static List<String> names(Class<? extends Record> type) {
        return Stream.of(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
    }
}
