package io.afterhours.scheduler.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.scheduler.batch.Single.Similarity;
import io.afterhours.scheduler.estimate.Estimate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class BatchRulesTest {
    private static final Limits LIMITS =
            new Limits(Set.of("landing-page", "content"), Set.of("shell"), 3, Duration.ofHours(4));

    @Test
    void builds_alike_go_together_the_best_score_first() {
        var proposals = propose(page("B-7"), page("B-5"), page("B-9"));

        assertThat(proposals).singleElement().satisfies(proposal -> {
            assertThat(proposal.kind()).isEqualTo("landing-page");
            assertThat(proposal.ids()).containsExactly("B-7", "B-5", "B-9");
        });
    }

    @Test
    void three_pages_of_30_minutes_and_a_dollar_save_18_minutes_and_60_cents() {
        var proposal = propose(page("B-1"), page("B-2"), page("B-3")).getFirst();

        assertThat(proposal.together())
                .isEqualTo(new Estimate(72, 108, 2_400_000_000L, 3_600_000_000L, "batch of 3, 30 % shared"));
        assertThat(proposal.saving()).isEqualTo(new Saving(18, 600_000_000L));
    }

    @Test
    void a_build_by_itself_is_no_batch() {
        assertThat(propose(page("B-1"))).isEmpty();
    }

    @Test
    void builds_of_another_kind_agent_model_workspace_or_pool_do_not_go_together() {
        assertThat(propose(
                        page("B-1"),
                        of("B-2", new Similarity("content", "claude", null, "/srv/atlas", "default")),
                        of("B-3", new Similarity("landing-page", "codex", null, "/srv/atlas", "default")),
                        of("B-4", new Similarity("landing-page", "claude", "opus", "/srv/atlas", "default")),
                        of("B-5", new Similarity("landing-page", "claude", null, "/srv/borealis", "default")),
                        of("B-6", new Similarity("landing-page", "claude", null, null, "default")),
                        of("B-7", new Similarity("landing-page", "claude", null, "/srv/atlas", "gpu"))))
                .isEmpty();
    }

    @Test
    void kinds_that_are_not_listed_and_agents_that_run_scripts_are_left_alone() {
        var research = new Similarity("research", "claude", null, null, "default");
        var script = new Similarity("content", "shell", null, null, "default");

        assertThat(propose(of("B-1", research), of("B-2", research), of("B-3", script), of("B-4", script)))
                .isEmpty();
    }

    @Test
    void builds_with_a_cap_go_with_others_that_have_one() {
        var capped = new Single("B-2", "Page", page("B-1").similarity(), 100, true, estimate(30));

        assertThat(propose(page("B-1"), capped)).isEmpty();
        assertThat(propose(page("B-1"), capped, page("B-3")))
                .extracting(Proposal::ids)
                .containsExactly(List.of("B-1", "B-3"));
    }

    @Test
    void more_than_fit_into_one_batch_make_several() {
        assertThat(propose(page("B-1"), page("B-2"), page("B-3"), page("B-4"), page("B-5"), page("B-6"), page("B-7")))
                .extracting(Proposal::ids)
                .containsExactly(List.of("B-1", "B-2", "B-3"), List.of("B-4", "B-5", "B-6"));
    }

    @Test
    void a_batch_is_no_longer_than_an_attempt_may_be() {
        var long1 = new Single("B-1", "Page", page("B-1").similarity(), 100, false, estimate(120));
        var long2 = new Single("B-2", "Page", page("B-1").similarity(), 100, false, estimate(120));

        assertThat(propose(long1, long2)).isEmpty();
    }

    @Test
    void prompts_that_are_too_long_together_stay_apart() {
        var long1 = new Single("B-1", "Page", page("B-1").similarity(), 60_001, false, estimate(30));
        var long2 = new Single("B-2", "Page", page("B-1").similarity(), 60_000, false, estimate(30));

        assertThat(propose(long1, long2)).isEmpty();
    }

    @Test
    void nothing_is_proposed_that_saves_no_time() {
        var proposals =
                BatchRules.propose(List.of(page("B-1"), page("B-2")), LIMITS, kind -> new SharedPart(20, 0, 0.5));

        assertThat(proposals).isEmpty();
    }

    @Property
    void each_build_is_in_one_batch_at_most_and_a_batch_keeps_the_limits(
            @ForAll @Size(max = 30) List<@IntRange(min = 1, max = 200) Integer> minutes) {
        var builds = IntStream.range(0, minutes.size())
                .mapToObj(i ->
                        new Single("B-" + i, "Page", page("").similarity(), 10_000, false, estimate(minutes.get(i))))
                .toList();

        var proposals = BatchRules.propose(builds, LIMITS, kind -> SharedPart.UNKNOWN);

        var ids = proposals.stream().flatMap(each -> each.ids().stream()).toList();
        assertThat(new HashSet<>(ids)).hasSameSizeAs(ids);
        assertThat(proposals).allSatisfy(proposal -> {
            assertThat(proposal.members()).hasSizeBetween(2, 3);
            assertThat(proposal.together().minutesP90()).isLessThanOrEqualTo(240);
            assertThat(proposal.saving().minutes()).isPositive();
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureClass.class,
            names = {"AGENT_GAVE_UP", "TIMED_OUT", "CRASHED", "AUTH", "CONFIG", "OUT_OF_BUDGET", "NETWORK"})
    void what_went_wrong_for_all_members_at_once_counts_against_none(FailureClass failure) {
        assertThat(BatchRules.splits(failure)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureClass.class,
            mode = Mode.EXCLUDE,
            names = {"AGENT_GAVE_UP", "TIMED_OUT", "CRASHED", "AUTH", "CONFIG", "OUT_OF_BUDGET", "NETWORK"})
    void what_is_a_members_own_or_never_counts_is_left_to_the_retry_ladder(FailureClass failure) {
        assertThat(BatchRules.splits(failure)).isFalse();
    }

    @Test
    void a_cost_is_divided_in_the_ratio_of_what_each_would_have_cost_alone() {
        assertThat(BatchRules.divide(100, List.of(1L, 1L, 2L))).containsExactly(25L, 25L, 50L);
        assertThat(BatchRules.divide(100, List.of(1L, 1L, 1L))).containsExactly(33L, 34L, 33L);
        assertThat(BatchRules.divide(100, List.of(0L, 0L))).containsExactly(50L, 50L);
    }

    @Property
    void the_parts_of_a_cost_sum_up_to_the_whole(
            @ForAll @LongRange(min = 0, max = 1_000_000_000_000L) long nanos,
            @ForAll @NotEmpty @Size(max = 20) List<@LongRange(min = 0, max = 1_000_000_000_000L) Long> alone) {
        var parts = BatchRules.divide(nanos, alone);

        assertThat(parts).hasSameSizeAs(alone).allMatch(part -> part >= 0);
        assertThat(parts.stream().mapToLong(Long::longValue).sum()).isEqualTo(nanos);
    }

    private static List<Proposal> propose(Single... builds) {
        return BatchRules.propose(new ArrayList<>(List.of(builds)), LIMITS, kind -> SharedPart.UNKNOWN);
    }

    private static Single page(String id) {
        return of(id, new Similarity("landing-page", "claude", null, "/srv/atlas", "default"));
    }

    private static Single of(String id, Similarity similarity) {
        return new Single(id, "Page " + id, similarity, 100, false, estimate(30));
    }

    /** $1 at 30 minutes. */
    private static Estimate estimate(int minutes) {
        return new Estimate(minutes, minutes * 3 / 2, minutes * 100_000_000L / 3, minutes * 150_000_000L / 3, "test");
    }
}
