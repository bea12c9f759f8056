package io.afterhours.scheduler.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.scheduler.policy.Whereabouts.Hand;
import io.afterhours.scheduler.policy.Whereabouts.Source;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** By what it is known where the person is; now is eight on a Friday evening in Berlin. */
class WhereaboutsTest {
    private static final Policy NIGHT = BundledPolicies.night(ZoneId.of("Europe/Berlin"));
    private static final Instant NOW = Instant.parse("2026-11-20T19:00:00Z");

    @ParameterizedTest(name = "set until {0}, seen at {1}: {2}")
    @CsvSource({
        "           ,           , CALENDAR",
        "19:00:00.001,           , HAND",
        "19:00:00    ,           , CALENDAR",
        "18:00:00    , 18:59:00  , PRESENCE",
        "20:00:00    , 18:59:00  , HAND",
        "           , 18:45:00.001, PRESENCE",
        "           , 18:45:00  , CALENDAR",
        "           , 12:00:00  , CALENDAR"
    })
    void what_was_said_counts_before_presence_and_presence_before_the_calendar(
            @Nullable String until, @Nullable String seen, Source source) {
        var whereabouts = new Whereabouts(
                until == null ? null : new Hand(Context.GYM, today(until)), seen == null ? null : today(seen));

        assertThat(whereabouts.sourceOf(NIGHT.outlook(NOW, whereabouts).now(), NOW))
                .isEqualTo(source);
    }

    @Test
    void what_was_said_without_an_end_counts_for_every_time_to_come() {
        var whereabouts = new Whereabouts(new Hand(Context.WORK, null), NOW);

        assertThat(whereabouts.handAt(NOW)).isPresent();
        assertThat(NIGHT.outlook(NOW, whereabouts).stretches())
                .allSatisfy(each -> assertThat(whereabouts.sourceOf(each, NOW)).isEqualTo(Source.HAND));
    }

    @Test
    void what_was_said_with_an_end_counts_for_no_time_after_it() {
        var whereabouts = new Whereabouts(new Hand(Context.WORK, today("20:00:00")), null);

        assertThat(stretchesFrom(whereabouts, today("20:00:00")))
                .isNotEmpty()
                .allSatisfy(each -> assertThat(whereabouts.sourceOf(each, NOW)).isIn(Source.CALENDAR, Source.NONE));
    }

    @Test
    void presence_counts_for_a_quarter_of_an_hour() {
        var whereabouts = new Whereabouts(null, NOW);

        assertThat(whereabouts.presentUntil(NOW)).contains(today("19:15:00"));
        assertThat(whereabouts.presentUntil(today("19:14:59.999"))).isPresent();
        assertThat(whereabouts.presentUntil(today("19:15:00"))).isEmpty();
        assertThat(stretchesFrom(whereabouts, today("19:15:00")))
                .isNotEmpty()
                .noneMatch(each -> whereabouts.sourceOf(each, NOW) == Source.PRESENCE);
    }

    @Test
    void where_even_the_calendar_says_nothing_nobody_knows() {
        var outlook = NIGHT.outlook(Instant.parse("2026-11-20T07:00:00Z"), Whereabouts.UNSAID);

        assertThat(outlook.now().context().context()).isEqualTo(Context.UNKNOWN);
        assertThat(Whereabouts.UNSAID.sourceOf(outlook.now(), outlook.now().from()))
                .isEqualTo(Source.NONE);
        assertThat(Whereabouts.UNSAID.handAt(NOW)).isEmpty();
        assertThat(Whereabouts.UNSAID.presentUntil(NOW)).isEmpty();
    }

    private static List<Stretch> stretchesFrom(Whereabouts whereabouts, Instant from) {
        return NIGHT.outlook(NOW, whereabouts).stretches().stream()
                .filter(each -> !each.from().isBefore(from))
                .toList();
    }

    private static Instant today(String time) {
        return Instant.parse("2026-11-20T" + time + "Z");
    }
}
