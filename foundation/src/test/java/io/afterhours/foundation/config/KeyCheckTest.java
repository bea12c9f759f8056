package io.afterhours.foundation.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyCheckTest {
    @Test
    void names_the_key_that_was_probably_meant() {
        var known = Set.of("afterhours.dispatch.lease", "afterhours.nats.url", "afterhours.http.token-file");
        assertThat(KeyCheck.nearest("afterhours.dispach.leese", known)).isEqualTo("afterhours.dispatch.lease");
        assertThat(KeyCheck.nearest("afterhours.http.tokenfile", known)).isEqualTo("afterhours.http.token-file");
    }

    @Test
    void knows_keys_of_maps_and_lists() {
        assertThat(KeyCheck.fits("afterhours.profiles.*.command", "afterhours.profiles.claude.command"))
                .isTrue();
        assertThat(KeyCheck.fits("afterhours.profiles.*.command", "afterhours.profiles.claude.comand"))
                .isFalse();
        assertThat(KeyCheck.fits("afterhours.http.hosts[*]", "afterhours.http.hosts[2]"))
                .isTrue();
    }
}
