package io.afterhours.scheduler.simulate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.afterhours.contracts.runner.FailureClass;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorldTest {
    private static final int MANY = 20_000;
    private static final Work WORK = Works.some(1).getFirst();

    private static World world(Model model) {
        return new World(model, new Draws(7), Duration.ofHours(4));
    }

    @Test
    void half_of_all_attempts_stay_under_the_p50_and_nine_of_ten_under_the_p90() {
        var none = new Model(Map.of(), 0, 1, 1, 1, 1, PersonModel.ASSUMED, Map.of());
        var minutes = IntStream.rangeClosed(1, MANY)
                .mapToObj(
                        each -> world(none).attempt(WORK, each, 0, false).took().toSeconds() / 60.0)
                .toList();

        assertThat(share(minutes, WORK.estimate().minutesP50())).isCloseTo(0.5, within(0.02));
        assertThat(share(minutes, WORK.estimate().minutesP90())).isCloseTo(0.9, within(0.02));
    }

    @Test
    void on_the_whole_first_attempts_fail_as_often_as_the_model_says() {
        var works = Works.some(MANY);
        var world = world(Model.ASSUMED_ALONE);

        var failed = works.stream()
                .filter(each -> world.attempt(each, 1, 0, false).failure() != null)
                .count();

        var expected = Shares.sum(Model.ASSUMED_ALONE.failures()) / 100;
        assertThat(failed / (double) MANY).isCloseTo(expected, within(0.015));
    }

    @Test
    void history_of_a_kind_counts_before_the_assumptions() {
        var history =
                Map.of(WORK.kind(), new KindHistory(100, 50, 3, 6, Map.of(FailureClass.VERIFICATION_FAILED, 50.0)));
        var learned = new Model(Model.ASSUMED_ALONE.failures(), 0, 1, 1, 1, 1, PersonModel.ASSUMED, history);
        var trials = IntStream.rangeClosed(1, MANY)
                .mapToObj(each -> world(learned).attempt(WORK, each, 0, false))
                .toList();

        assertThat(trials.stream().filter(each -> each.failure() != null).count() / (double) MANY)
                .isCloseTo(0.5, within(0.02));
        assertThat(share(
                        trials.stream()
                                .map(each -> each.took().toSeconds() / 60.0)
                                .toList(),
                        6))
                .isCloseTo(0.9, within(0.02));
    }

    private static double share(List<Double> values, double under) {
        return values.stream().filter(each -> each <= under).count() / (double) values.size();
    }
}
