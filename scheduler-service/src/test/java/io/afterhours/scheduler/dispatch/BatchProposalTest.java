package io.afterhours.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.afterhours.foundation.http.Problem;
import io.afterhours.scheduler.batching.BatchView;
import org.junit.jupiter.api.Test;

/** Which builds are proposed to go together, and what becomes of a proposal. */
class BatchProposalTest {
    private final Pages pages = Pages.threeAlike();
    private final Workbench bench = pages.bench();

    @Test
    void builds_that_are_alike_are_proposed_once() {
        pages.propose();
        pages.propose();

        assertThat(pages.batches()).singleElement().satisfies(batch -> {
            assertThat(batch.state()).isEqualTo("proposed");
            assertThat(batch.members()).extracting(BatchView.Member::id).containsExactlyElementsOf(pages.ids());
            assertThat(batch.saving()).isEqualTo(new BatchView.Saved(18, "0.3600"));
        });
    }

    @Test
    void a_proposal_goes_with_the_builds_it_was_made_of() {
        pages.propose();
        pages.cancel(pages.get(0));
        pages.cancel(pages.get(1));
        pages.propose();

        assertThat(pages.batches()).isEmpty();
    }

    @Test
    void builds_that_were_dismissed_are_left_alone() {
        pages.dismiss(pages.proposed());
        pages.propose();

        assertThat(pages.batches()).extracting(BatchView::state).containsExactly("dismissed");
        assertThat(bench.dispatch().started()).hasSize(3);
    }

    @Test
    void a_policy_may_accept_by_itself_or_want_no_batches() {
        policy("off");
        pages.propose();
        assertThat(pages.batches()).isEmpty();

        policy("automatic");
        pages.propose();
        assertThat(pages.batches())
                .extracting(BatchView::state, BatchView::decidedBy)
                .containsExactly(tuple("accepted", "policy always"));
    }

    @Test
    void what_runs_can_no_longer_be_dismissed() {
        var batch = pages.proposed();
        pages.accept(batch);
        bench.dispatch();

        assertThatThrownBy(() -> pages.dismiss(batch))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("is running");
    }

    private void policy(String batching) {
        bench.jdbi()
                .useHandle(
                        tx -> tx.execute("update policy set body = ? where name = 'always'", """
                                {"name":"always","batching":"%s","bands":[{"name":"always","from":"00:00","to":"24:00","slots":3}]}""".formatted(batching)));
    }
}
