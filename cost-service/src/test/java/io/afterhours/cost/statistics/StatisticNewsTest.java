package io.afterhours.cost.statistics;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.cost.ModelMeasured;
import io.afterhours.cost.price.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatisticNewsTest {
    private static final Instant EVENING = Instant.parse("2026-11-21T20:00:00Z");

    @Test
    void what_was_never_said_is_said() {
        var news = StatisticNews.of(List.of(statistic("sonnet", 2)), List.of(), 30, EVENING);

        assertThat(news.moved())
                .containsExactly(
                        new ModelMeasured("sonnet", "page", 30, 1, 2, 0, 1, 500, 0, 60_000L, 120_000L, EVENING));
        assertThat(news.gone()).isEmpty();
    }

    @Test
    void what_stands_as_it_was_said_is_not_said_again() {
        var told = StatisticNews.of(List.of(statistic("sonnet", 2)), List.of(), 30, EVENING)
                .moved();

        var news = StatisticNews.of(List.of(statistic("sonnet", 2)), told, 30, EVENING.plusSeconds(60));

        assertThat(news.all()).isEmpty();
        assertThat(StatisticNews.of(List.of(statistic("sonnet", 3)), told, 30, EVENING)
                        .moved())
                .extracting(ModelMeasured::succeeded)
                .containsExactly(3L);
        assertThat(StatisticNews.of(List.of(statistic("sonnet", 2)), told, 7, EVENING)
                        .moved())
                .extracting(ModelMeasured::days)
                .containsExactly(7);
    }

    @Test
    void a_model_of_which_every_attempt_is_too_old_stands_at_nothing() {
        var told = StatisticNews.of(List.of(statistic("sonnet", 2)), List.of(), 30, EVENING)
                .moved();

        var news = StatisticNews.of(List.of(), told, 30, EVENING);

        assertThat(news.moved()).isEmpty();
        assertThat(news.gone())
                .containsExactly(new ModelMeasured("sonnet", "page", 30, 0, 0, 0, 0, 0, 0, null, null, EVENING));
    }

    @Test
    void attempts_of_no_known_model_are_nobodys() {
        assertThat(StatisticNews.of(List.of(statistic(null, 2)), List.of(), 30, EVENING)
                        .all())
                .isEmpty();
    }

    @Test
    void attempts_that_say_nothing_of_the_model_make_no_rate() {
        var lost = new Statistic("sonnet", "page", 0, 0, 0, 3, new Money(90), 0, null, null);

        assertThat(lost.successRate()).isNull();
        assertThat(lost.perSuccess()).isNull();
        assertThat(lost.retries()).isZero();
    }

    private static Statistic statistic(@Nullable String model, long succeeded) {
        return new Statistic(
                model, "page", 1, succeeded, 0, 1, new Money(500), 0, Duration.ofMinutes(1), Duration.ofMinutes(2));
    }
}
