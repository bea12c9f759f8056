package io.afterhours.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.progress.log.LogConfig;
import io.afterhours.progress.retention.RetentionConfig;
import io.afterhours.progress.session.SessionConfig;
import io.afterhours.progress.signal.SignalConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigDefaultsTest {
    @Test
    void a_session_is_published_ten_times_a_second_at_most() {
        assertThat(read(SessionConfig.class, Map.of()).publishEvery()).isEqualTo(Duration.ofMillis(100));
        assertThat(read(SessionConfig.class, Map.of()).publishAtMost()).isEqualTo(2_000);
        assertThat(read(SessionConfig.class, Map.of("afterhours.session.publish-at-most", "5"))
                        .publishAtMost())
                .isEqualTo(5);
        assertThat(read(SessionConfig.class, Map.of("afterhours.session.publish-every", "PT1S"))
                        .publishEvery())
                .isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void a_log_keeps_its_first_ten_and_its_last_forty_thousand_lines() {
        var log = read(LogConfig.class, Map.of());
        assertThat(log.head()).isEqualTo(10_000);
        assertThat(log.tail()).isEqualTo(40_000);
        assertThat(log.slack()).isEqualTo(1_000);
        assertThat(read(LogConfig.class, Map.of("afterhours.log.head", "5")).head())
                .isEqualTo(5);
        assertThat(read(LogConfig.class, Map.of("afterhours.log.tail", "5")).tail())
                .isEqualTo(5);
        assertThat(read(LogConfig.class, Map.of("afterhours.log.slack", "5")).slack())
                .isEqualTo(5);
    }

    @Test
    void what_ended_stays_48_hours_and_what_is_silent_7_days() {
        var retention = read(RetentionConfig.class, Map.of());
        assertThat(retention.every()).isEqualTo("10m");
        assertThat(retention.ended()).isEqualTo(Duration.ofHours(48));
        assertThat(retention.silent()).isEqualTo(Duration.ofDays(7));
        assertThat(retention.remembered()).isEqualTo(Duration.ofDays(31));
        var changed = read(
                RetentionConfig.class,
                Map.of(
                        "afterhours.retention.every", "1h",
                        "afterhours.retention.ended", "PT1H",
                        "afterhours.retention.silent", "PT2H",
                        "afterhours.retention.remembered", "PT3H"));
        assertThat(changed.every()).isEqualTo("1h");
        assertThat(changed.ended()).isEqualTo(Duration.ofHours(1));
        assertThat(changed.silent()).isEqualTo(Duration.ofHours(2));
        assertThat(changed.remembered()).isEqualTo(Duration.ofHours(3));
    }

    @Test
    void a_silence_is_said_after_two_minutes_at_the_earliest_and_after_ten_where_the_kind_is_not_known() {
        var signal = read(SignalConfig.class, Map.of());
        assertThat(signal.every()).isEqualTo("10s");
        assertThat(signal.unknown()).isEqualTo(Duration.ofMinutes(10));
        assertThat(signal.least()).isEqualTo(Duration.ofMinutes(2));
        assertThat(signal.observations()).isEqualTo(50);
        assertThat(signal.settle()).isEqualTo(Duration.ofMinutes(1));
        assertThat(signal.sameError()).isEqualTo(5);
        assertThat(signal.errorOver()).isEqualTo(Duration.ofMinutes(10));
        var changed = read(
                SignalConfig.class,
                Map.of(
                        "afterhours.signal.every", "1m",
                        "afterhours.signal.unknown", "PT1H",
                        "afterhours.signal.least", "PT5M",
                        "afterhours.signal.observations", "9",
                        "afterhours.signal.settle", "PT0S",
                        "afterhours.signal.same-error", "3",
                        "afterhours.signal.error-over", "PT1M"));
        assertThat(changed.sameError()).isEqualTo(3);
        assertThat(changed.errorOver()).isEqualTo(Duration.ofMinutes(1));
        assertThat(changed.every()).isEqualTo("1m");
        assertThat(changed.unknown()).isEqualTo(Duration.ofHours(1));
        assertThat(changed.least()).isEqualTo(Duration.ofMinutes(5));
        assertThat(changed.observations()).isEqualTo(9);
        assertThat(changed.settle()).isEqualTo(Duration.ZERO);
    }

    private static <T> T read(Class<T> mapping, Map<String, String> settings) {
        var config = new SmallRyeConfigBuilder().withMapping(mapping);
        settings.forEach(config::withDefaultValue);
        return config.build().getConfigMapping(mapping);
    }
}
