package io.afterhours.local.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.afterhours.local.state.Ports.Part;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PortsTest {
    @Test
    void the_usual_ports_are_those_of_the_documentation() {
        var ports = Ports.from(Ports.BASE, Map.of());
        assertThat(ports.of(Part.DASHBOARD)).isEqualTo(8080);
        assertThat(ports.of(Part.SCHEDULER)).isEqualTo(8081);
        assertThat(ports.of(Part.COST)).isEqualTo(8082);
        assertThat(ports.of(Part.PROGRESS)).isEqualTo(8083);
        assertThat(ports.of(Part.RUNNER)).isEqualTo(8086);
        assertThat(ports.of(Part.NATS)).isEqualTo(4222);
    }

    @Test
    void another_base_moves_all_of_them() {
        var ports = Ports.from(9080, Map.of());
        assertThat(ports.numbers().values())
                .allMatch(port -> port >= 9080 && port < 9090)
                .doesNotHaveDuplicates();
    }

    @Test
    void a_variable_moves_one_of_them() {
        var ports = Ports.from(Ports.BASE, Map.of("AFTERHOURS_HTTP_PORT", "9999"));
        assertThat(ports.of(Part.DASHBOARD)).isEqualTo(9999);
        assertThat(ports.dashboardUrl()).isEqualTo("http://localhost:9999");
        assertThat(ports.of(Part.SCHEDULER)).isEqualTo(8081);
    }

    @Test
    void what_is_no_port_is_refused_by_name() {
        assertThatThrownBy(() -> Ports.from(Ports.BASE, Map.of("AFTERHOURS_NATS_PORT", "many")))
                .hasMessageContaining("AFTERHOURS_NATS_PORT")
                .hasMessageContaining("many");
        assertThatThrownBy(() -> Ports.from(70_000, Map.of())).hasMessageContaining("expected 1 to 65535");
    }

    @Test
    void two_parts_never_share_a_port() {
        assertThatThrownBy(() -> Ports.from(Ports.BASE, Map.of("AFTERHOURS_HTTP_PORT", "8081")))
                .hasMessageContaining("two parts have the same port");
    }

    @Test
    void random_ports_are_free() {
        assertThat(Ports.random().taken()).isEmpty();
    }

    @Test
    void a_port_that_somebody_listens_on_is_named() throws Exception {
        try (var other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var ports = Ports.from(Ports.BASE, Map.of("AFTERHOURS_HTTP_PORT", Integer.toString(other.getLocalPort())));
            assertThat(ports.taken()).contains(Part.DASHBOARD);
        }
    }

    @Test
    void every_port_that_is_taken_is_refused_with_who_has_it_and_what_to_do() throws Exception {
        try (var one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var other = new ServerSocket(0)) {
            var ports = Ports.from(
                    31_080,
                    Map.of(
                            "AFTERHOURS_COST_PORT", Integer.toString(one.getLocalPort()),
                            "AFTERHOURS_POSTGRES_PORT", Integer.toString(other.getLocalPort())));
            var we = "java, process " + ProcessHandle.current().pid();
            assertThatThrownBy(ports::requireFree)
                    .hasMessageContaining("port " + one.getLocalPort() + ", wanted by cost, is taken by " + we)
                    .hasMessageContaining("port " + other.getLocalPort() + ", wanted by postgres, is taken by " + we)
                    .hasMessageEndingWith(
                            "End that, or set AFTERHOURS_COST_PORT, AFTERHOURS_POSTGRES_PORT to another port,"
                                    + " or move all: --port-base 32080");
        }
    }

    @Test
    void nobody_is_named_for_a_port_that_is_free() {
        assertThat(Listener.of(Ports.random().of(Part.NATS))).isEmpty();
    }

    @Test
    void the_file_tells_the_address_and_every_port() {
        assertThat(Ports.from(Ports.BASE, Map.of()).json())
                .startsWith("{\n  \"url\": \"http://localhost:8080\",\n  \"dashboard\": 8080,\n")
                .contains("\"nats\": 4222");
    }
}
