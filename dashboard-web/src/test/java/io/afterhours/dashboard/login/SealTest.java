package io.afterhours.dashboard.login;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class SealTest {
    private static final Instant NIGHT = Instant.parse("2026-11-21T02:00:00Z");

    private final Seal seal = new Seal("the token of this suite");

    @Test
    void a_session_is_good_for_twelve_hours() {
        var cookie = seal.make(NIGHT);
        assertThat(seal.read(cookie, NIGHT.plus(Seal.LIFE).minusSeconds(1))).isPresent();
        assertThat(seal.read(cookie, NIGHT.plus(Seal.LIFE))).isEmpty();
    }

    @Test
    void a_session_survives_a_restart_and_ends_with_a_new_token() {
        var cookie = seal.make(NIGHT);
        assertThat(new Seal("the token of this suite").read(cookie, NIGHT)).isPresent();
        assertThat(new Seal("another token").read(cookie, NIGHT)).isEmpty();
    }

    @Test
    void a_changed_cookie_is_none() {
        var cookie = seal.make(NIGHT);
        var parts = cookie.split("\\.", -1);
        assertThat(seal.read(parts[0] + ".9999999999." + parts[2], NIGHT)).isEmpty();
        assertThat(seal.read("x" + cookie, NIGHT)).isEmpty();
        assertThat(seal.read("", NIGHT)).isEmpty();
        assertThat(seal.read("a.b", NIGHT)).isEmpty();
    }

    @Test
    void a_code_is_good_once_and_for_a_minute_and_only_the_newest_are_kept() {
        var codes = new Codes();
        var code = codes.make(NIGHT);
        assertThat(codes.take(code, NIGHT.plusSeconds(59))).isTrue();
        assertThat(codes.take(code, NIGHT.plusSeconds(59))).isFalse();
        assertThat(codes.take(codes.make(NIGHT), NIGHT.plus(Codes.LIFE))).isFalse();
        var first = codes.make(NIGHT);
        for (int i = 0; i < Codes.MOST; i++) {
            codes.make(NIGHT);
        }
        assertThat(codes.take(first, NIGHT)).isFalse();
    }
}
