package io.afterhours.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.cost.WindowChanged;
import io.afterhours.scheduler.escalation.Answers;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowKeeperTest {
    private static final String NEARLY = "The weekly window of claude's subscription is nearly used up";
    private static final String USED_UP = "The weekly window of claude's subscription is used up";

    private final Workbench bench = Workbench.open(1);
    private Instant reset = bench.clock().instant().plus(Duration.ofHours(20));

    @Test
    void each_mark_is_put_before_the_person_once_and_the_second_in_place_of_the_first() {
        says(79.9);
        assertThat(open()).isEmpty();
        says(80);
        says(85);
        assertThat(open()).containsExactly(NEARLY);

        says(100);
        says(104);

        assertThat(open()).containsExactly(USED_UP);
        assertThat(texts("select note from escalation where state = 'answered'"))
                .containsExactly("It is used up by now, which is a question of its own.");
        assertThat(texts("select question from escalation order by number"))
                .satisfiesExactly(
                        nearly -> assertThat(nearly)
                                .startsWith("80 % of it are used; it is reset at ")
                                .doesNotContain("nothing more starts"),
                        usedUp -> assertThat(usedUp)
                                .startsWith("100 % of it are used")
                                .endsWith(" Until then nothing more starts with claude."));
    }

    @Test
    void a_window_that_is_used_up_at_once_is_said_to_be_that_alone() {
        says(100);

        assertThat(open()).containsExactly(USED_UP);
    }

    @Test
    void what_is_open_closes_at_the_reset_although_nobody_says_anything_then() {
        says(100);

        bench.clock().set(reset);
        bench.jdbi().useTransaction(tx -> bench.get(Answers.class).expireOnce(tx));

        assertThat(open()).isEmpty();
    }

    @Test
    void the_next_window_is_told_of_anew() {
        says(100);
        bench.clock().set(reset);
        reset = reset.plus(Duration.ofDays(7));

        says(90);

        assertThat(open()).containsExactly(NEARLY);
    }

    @Test
    void what_is_no_longer_so_is_taken_back_and_comes_again_when_it_is_so_again() {
        says(90);
        says(100);

        says(85);
        assertThat(open()).isEmpty();

        says(100);
        assertThat(open()).containsExactly(USED_UP);
    }

    @Test
    void a_question_that_is_still_so_stays_when_a_little_less_is_used() {
        says(90);

        says(85);
        assertThat(open()).containsExactly(NEARLY);

        says(10);
        assertThat(open()).isEmpty();
    }

    @Test
    void what_was_said_earlier_and_comes_later_raises_nothing() {
        var late = event(100);
        says(10);

        hear(late);

        assertThat(open()).isEmpty();
    }

    @Test
    void what_is_said_of_a_window_whose_reset_is_over_raises_nothing() {
        var old = event(100);
        bench.clock().set(reset);

        hear(old);

        assertThat(open()).isEmpty();
    }

    @Test
    void a_noted_question_comes_back_only_when_a_mark_is_crossed_again() {
        says(85);
        bench.jdbi().useHandle(tx -> tx.execute("update escalation set state = 'answered'"));

        says(86);
        assertThat(open()).isEmpty();

        says(20);
        says(81);
        assertThat(open()).containsExactly(NEARLY);
    }

    private void says(double used) {
        hear(event(used));
    }

    private WindowChanged event(double used) {
        bench.clock().advance(Duration.ofSeconds(1));
        return new WindowChanged(
                "claude", "weekly", used, 10, reset, bench.clock().instant());
    }

    private void hear(WindowChanged event) {
        bench.jdbi().useTransaction(tx -> bench.get(WindowKeeper.class).keep(tx, event));
    }

    private List<String> open() {
        return texts("select title from escalation where state = 'open' order by number");
    }

    private List<String> texts(String sql) {
        return bench.jdbi()
                .withHandle(tx -> tx.createQuery(sql).mapTo(String.class).list());
    }
}
