package io.afterhours.contracts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.afterhours.contracts.access.AgentName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgentNameTest {
    @Test
    void a_request_is_from_the_agent_that_it_names_and_else_from_http() {
        assertThat(AgentName.of("backup")).isEqualTo("backup");
        assertThat(AgentName.of(" runners-diary ")).isEqualTo("runners-diary");
        assertThat(AgentName.of(null)).isEqualTo("http");
        assertThat(AgentName.of(" ")).isEqualTo("http");
    }

    @ParameterizedTest
    @ValueSource(strings = {"scheduler", "dashboard", "keeper", "runner", "runner-1", "Backup", "a.b", "a>"})
    void nobody_is_heard_as_a_part_of_afterhours_or_under_what_is_no_name(String name) {
        assertThatExceptionOfType(InvalidEvent.class)
                .isThrownBy(() -> AgentName.of(name))
                .withMessageContaining("X-Afterhours-Agent");
    }
}
