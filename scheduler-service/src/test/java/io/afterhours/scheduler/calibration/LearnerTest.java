package io.afterhours.scheduler.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.cost.CostRecorded;
import io.afterhours.scheduler.estimate.Estimate;
import io.afterhours.scheduler.estimate.Held;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class LearnerTest {
    private static final String KIND = "landing-page";
    private static final Duration HOUR = Duration.ofHours(1);

    private final History history = new History();

    @Test
    void learns_from_builds_that_finished_once_each() {
        for (int minutes = 1; minutes <= 10; minutes++) {
            history.finished(KIND, minutes);
        }

        assertThat(history.learner.learnOnce()).containsExactly(KIND);
        assertThat(history.learner.learnOnce()).isEmpty();

        assertThat(estimate()).satisfies(estimate -> {
            assertThat(estimate.minutesP50()).isEqualTo(6);
            assertThat(estimate.minutesP90()).isEqualTo(10);
            assertThat(estimate.source()).startsWith("history: 10 builds of landing-page");
        });
    }

    @Test
    void an_attempt_that_failed_was_stopped_or_was_lost_says_nothing_about_durations() {
        for (var state : List.of("failed", "cancelled", "lost")) {
            history.ended(history.build(KIND, "queued"), state, 1);
        }

        assertThat(history.learner.learnOnce()).isEmpty();

        assertThat(estimate().minutesP50()).isEqualTo(30);
        assertThat(grades().unfinished()).isEqualTo(3);
        assertThat(grades().ever().minutes()).isEqualTo(new Held(0, 0, 0));
    }

    @Test
    void grades_what_was_said_against_what_it_took() {
        history.finished(KIND, 30);
        history.finished(KIND, 45);
        history.finished(KIND, 45.1);
        history.learner.learnOnce();

        assertThat(grades().ever().minutes()).isEqualTo(new Held(3, 1, 2));
        assertThat(grades().ever().cost()).isEqualTo(new Held(0, 0, 0));
    }

    @Test
    void the_latest_hundred_are_graded_apart() {
        for (int i = 0; i < 150; i++) {
            history.finished(KIND, i < 50 ? 100 : 1);
        }
        history.learner.learnOnce();

        assertThat(grades().ever().minutes()).isEqualTo(new Held(150, 100, 100));
        assertThat(grades().recent().minutes()).isEqualTo(new Held(100, 100, 100));
    }

    @Test
    void a_cost_that_comes_after_the_end_is_learned_and_graded() {
        for (int i = 0; i < 10; i++) {
            history.finished(KIND, 30);
        }
        history.learner.learnOnce();
        assertThat(estimate().source()).contains("cost from the table");

        for (int i = 1; i <= 10; i++) {
            cost("s-" + i, i * 300_000_000L, 0);
        }

        assertThat(history.learner.learnOnce()).containsExactly(KIND);
        assertThat(estimate().costP50()).isEqualTo(1_800_000_000L);
        assertThat(grades().ever().cost()).isEqualTo(new Held(10, 3, 6));
    }

    @Test
    void a_cost_with_calls_that_have_no_price_is_unknown() {
        var session = history.finished(KIND, 30);
        cost(session, 5, 1);
        history.learner.learnOnce();

        assertThat(grades().ever().cost()).isEqualTo(new Held(0, 0, 0));
    }

    @Test
    void builds_that_wait_get_the_better_estimate_and_keep_their_version() {
        var waiting = history.build(KIND, "queued");
        var other = history.build("content", "queued");
        for (int i = 0; i < 10; i++) {
            history.finished(KIND, 7);
        }
        history.learner.learnOnce();

        assertThat(minutes(waiting)).isEqualTo(7);
        assertThat(minutes(other)).isEqualTo(30);
        assertThat(history.number("select max(version) from build")).isEqualTo(1);
    }

    @Test
    void a_build_that_waits_keeps_an_estimate_that_would_change_by_a_hair() {
        var waiting = history.build(KIND, "queued");
        for (int i = 0; i < 10; i++) {
            history.finished(KIND, i < 9 ? 33 : 46);
            cost("s-" + (i + 1), i < 9 ? 1_000_000_000L : 2_000_000_000L, 0);
        }
        history.learner.learnOnce();

        assertThat(minutes(waiting)).isEqualTo(30);
        assertThat(estimate().minutesP50()).isEqualTo(33);
    }

    @Test
    void another_scheduler_knows_within_seconds() {
        var replica = history.replica();
        assertThat(said(replica).minutesP50()).isEqualTo(30);
        for (int i = 0; i < 10; i++) {
            history.finished(KIND, 7);
        }
        history.learner.learnOnce();

        assertThat(estimate().minutesP50()).isEqualTo(7);
        assertThat(said(replica).minutesP50()).isEqualTo(30);
        history.clock.advance(Duration.ofSeconds(5));
        assertThat(said(replica).minutesP50()).isEqualTo(7);
    }

    @Test
    void learners_of_several_schedulers_count_each_build_once() throws Exception {
        for (int i = 0; i < 200; i++) {
            history.finished(KIND, 7);
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<List<String>> learning = history.learner::learnOnce;
            for (var done : threads.invokeAll(List.of(learning, learning, learning, learning))) {
                done.get();
            }
        }
        history.learner.learnOnce();

        assertThat(grades().ever().minutes().builds()).isEqualTo(200);
    }

    private void cost(String session, long nanos, long unknown) {
        history.jdbi.useTransaction(tx -> history.reports.keepCosts(
                tx, List.of(new CostRecorded(session, "claude", null, nanos, null, unknown, history.clock.instant()))));
    }

    private Estimate estimate() {
        return said(history.estimator);
    }

    private Estimate said(Estimator estimator) {
        return history.jdbi.inTransaction(tx -> estimator.estimate(tx, KIND, HOUR, "claude", null));
    }

    private GradeStore.OfKind grades() {
        return history.jdbi.inTransaction(tx -> new GradeStore().all(tx)).getOrDefault(KIND, GradeStore.OfKind.NONE);
    }

    private long minutes(long build) {
        return history.number("select minutes_p50 from build where number = " + build);
    }
}
