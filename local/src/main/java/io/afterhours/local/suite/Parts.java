package io.afterhours.local.suite;

import io.afterhours.local.postgres.Postgres;
import io.afterhours.local.postgres.ServiceRoles;
import io.afterhours.local.process.Part;
import io.afterhours.local.process.Probe;
import io.afterhours.local.state.Ports;
import io.afterhours.local.state.StateFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The parts as commands. */
public final class Parts {
    /** Who stops when; what is in one list stops together. */
    public static final List<List<String>> STOP_ORDER = List.of(
            List.of("dashboard"),
            List.of("runner"),
            List.of("scheduler", "cost", "progress"),
            List.of("nats"),
            List.of("postgres"));

    /** The services, in the order in which they are spoken of. */
    static final List<Ports.Part> SERVICES = List.of(
            Ports.Part.SCHEDULER, Ports.Part.COST, Ports.Part.PROGRESS, Ports.Part.DASHBOARD, Ports.Part.RUNNER);

    private final StateFolder state;
    private final Ports ports;
    private final Program program;

    Parts(StateFolder state, Ports ports, Program program) {
        this.state = state;
        this.ports = ports;
        this.program = program;
    }

    Part postgres(Postgres postgres) {
        return new Part(
                "postgres",
                postgres.command(),
                Map.of(),
                state.root(),
                state.log("postgres"),
                state.processId("postgres"),
                postgres::isReady,
                "INT",
                Duration.ofSeconds(60),
                Duration.ofSeconds(20),
                "Its data is in " + state.postgres() + "; `AFTERHOURS_POSTGRES_PORT` moves it to another port.");
    }

    Part nats(Path binary, Path settings) {
        return new Part(
                "nats",
                List.of(binary.toString(), "-c", settings.toString()),
                Map.of(),
                state.root(),
                state.log("nats"),
                state.processId("nats"),
                Probe.nats(ports.of(Ports.Part.NATS)),
                "TERM",
                Duration.ofSeconds(30),
                Duration.ofSeconds(20),
                "Its data is in " + state.nats() + "; `AFTERHOURS_NATS_PORT` moves it to another port.");
    }

    /** Those that need PostgreSQL and NATS. */
    List<Part> withTables() {
        return SERVICES.stream().filter(Parts::hasTables).map(this::service).toList();
    }

    /** Those that need NATS alone. */
    List<Part> withoutTables() {
        return SERVICES.stream()
                .filter(service -> !hasTables(service))
                .map(this::service)
                .toList();
    }

    static boolean hasTables(Ports.Part service) {
        return ServiceRoles.SERVICES.contains(service.toString());
    }

    private Part service(Ports.Part service) {
        var name = service.toString();
        return new Part(
                name,
                program.command(service),
                Map.of("QUARKUS_CONFIG_LOCATIONS", locations(name)),
                state.root(),
                state.log(name),
                state.processId(name),
                Probe.page(ports.of(service), "/q/health/ready"),
                "TERM",
                Duration.ofMinutes(3),
                program.stopLimit(Duration.ofSeconds(service == Ports.Part.RUNNER ? 30 : 15)),
                "Settings of your own go into " + state.ownConfig(name) + ".");
    }

    private String locations(String service) {
        var files = new ArrayList<>(List.of(state.config(service)));
        if (Files.exists(state.ownConfig(service))) {
            files.add(state.ownConfig(service));
        }
        return String.join(",", files.stream().map(Path::toString).toList());
    }
}
