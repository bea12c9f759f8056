package io.afterhours.scheduler.simulate;

import static io.afterhours.scheduler.simulate.Works.BERLIN;
import static io.afterhours.scheduler.simulate.Works.MONDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.afterhours.contracts.Priority;
import io.afterhours.contracts.agent.Dependency.OnFailure;
import io.afterhours.scheduler.markdown.MarkdownQueue;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorkloadTest {
    private static final String QUEUE = """
            # Atlas

            - [ ] Speed up the search page #day-3
            - [x] Done already
            - [ ] Write the manual
            """;

    private static List<Work> read(String markdown) {
        return Workload.of(MarkdownQueue.read(markdown, BERLIN), MONDAY, Works::estimate);
    }

    @Test
    void open_items_become_builds_and_what_is_done_does_not() {
        assertThat(read(QUEUE))
                .extracting(Work::title)
                .containsExactlyInAnyOrder("Speed up the search page", "Write the manual");
    }

    @Test
    void a_tag_says_on_which_day_a_build_arrives() {
        assertThat(read(QUEUE))
                .filteredOn(each -> each.title().startsWith("Speed"))
                .extracting(Work::arrives)
                .containsExactly(MONDAY.plus(Duration.ofDays(2)));
    }

    @Test
    void taken_over_and_over_every_round_depends_on_itself_alone() {
        var works = new Works().add(Priority.HIGH, Duration.ofHours(1)).after(0).list();

        var all = Workload.repeated(works, 5);

        assertThat(all).extracting(Work::id).containsExactly("S-1", "S-2", "S-1-2", "S-2-2", "S-1-3");
        assertThat(all.get(3).after()).containsExactly(new Work.After(2, OnFailure.BLOCK));
        assertThat(all).extracting(Work::number).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void so_many_arrive_a_day_on_the_average() {
        var all = Workload.arriving(Works.some(3000), 10, MONDAY, 1);

        assertThat(Duration.between(MONDAY, all.getLast().arrives()).toHours() / 24.0)
                .isCloseTo(300, within(15.0));
        assertThat(all).extracting(Work::arrives).isSorted();
    }
}
