package io.afterhours.runner.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProfilesTest {
    private static final Map<String, String> OURS = Map.of(
            "PATH", "/bin",
            "HOME", "/home/alice",
            "AFTERHOURS_TOKEN", "canary",
            "QUARKUS_DATASOURCE_PASSWORD", "canary",
            "ANTHROPIC_API_KEY", "sk-1234567");

    @Test
    void only_what_a_profile_names_is_passed_on() {
        var profiles = profiles(Map.of(
                "afterhours.profiles.shell.reader", "shell",
                "afterhours.profiles.shell.command", "/bin/sh,{prompt-file}"));
        var shell = profiles.find("shell").orElseThrow();
        assertThat(shell.environment()).isEqualTo(Map.of("PATH", "/bin", "HOME", "/home/alice"));
        assertThat(shell.secretNames()).isEmpty();
        assertThat(shell.agent()).isInstanceOf(Agent.Shell.class);
    }

    @Test
    void what_an_agent_needs_and_nobody_may_read_is_named_apart() {
        var profiles = profiles(Map.of(
                "afterhours.profiles.claude.reader", "claude",
                "afterhours.profiles.claude.command", "claude",
                "afterhours.profiles.claude.secrets", "ANTHROPIC_API_KEY"));
        var claude = profiles.find("claude").orElseThrow();
        assertThat(claude.environment()).containsEntry("ANTHROPIC_API_KEY", "sk-1234567");
        assertThat(claude.secretNames()).containsExactly("ANTHROPIC_API_KEY");
    }

    @Test
    void limits_have_defaults() {
        var caps = profiles(Map.of(
                        "afterhours.profiles.x.reader", "shell",
                        "afterhours.profiles.x.command", "x"))
                .find("x")
                .orElseThrow()
                .caps();
        assertThat(caps.wallClock()).isEqualTo(Duration.ofHours(1));
        assertThat(caps.idle()).isEqualTo(Duration.ofMinutes(20));
        assertThat(caps.outputBytes()).isEqualTo(1_000_000_000);
        assertThat(caps.lineLength()).isEqualTo(1_000_000);
        assertThat(caps.grace()).isEqualTo(Duration.ofSeconds(10));
    }

    private static Profiles profiles(Map<String, String> settings) {
        var config = new SmallRyeConfigBuilder()
                .withSources(new PropertiesConfigSource(settings, "test", 100))
                .withMapping(ProfilesConfig.class)
                .build();
        return Profiles.of(
                config.getConfigMapping(ProfilesConfig.class),
                OURS,
                InstantSource.system(),
                ZoneId.of("Europe/Berlin"));
    }
}
