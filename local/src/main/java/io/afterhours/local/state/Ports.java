package io.afterhours.local.state;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The loopback port of every part. */
public record Ports(Map<Part, Integer> numbers) {
    /** The first of the fixed ports; {@code --port-base} moves all of them. */
    public static final int BASE = 8080;

    private static final int FURTHER = 1_000;
    private static final int LAST_BASE = 65_000;

    /** Whatever listens, with its place behind the base. */
    public enum Part {
        DASHBOARD(0, "AFTERHOURS_HTTP_PORT"),
        SCHEDULER(1, "AFTERHOURS_SCHEDULER_PORT"),
        COST(2, "AFTERHOURS_COST_PORT"),
        PROGRESS(3, "AFTERHOURS_PROGRESS_PORT"),
        RUNNER(6, "AFTERHOURS_RUNNER_PORT"),
        POSTGRES(7, "AFTERHOURS_POSTGRES_PORT"),
        NATS(9, "AFTERHOURS_NATS_PORT");

        private final int offset;
        private final String variable;

        Part(int offset, String variable) {
            this.offset = offset;
            this.variable = variable;
        }

        /** The environment variable that sets this port alone. */
        public String variable() {
            return variable;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public Ports {
        numbers = Map.copyOf(numbers);
        for (var entry : numbers.entrySet()) {
            if (entry.getValue() < 1 || entry.getValue() > 65535) {
                throw new IllegalArgumentException(
                        "port of " + entry.getKey() + ": expected 1 to 65535, was " + entry.getValue());
            }
        }
        if (numbers.values().stream().distinct().count() < numbers.size()) {
            throw new IllegalArgumentException("two parts have the same port: " + numbers);
        }
    }

    public int of(Part part) {
        return requireNonNull(numbers.get(part), () -> part + " has no port");
    }

    /** Fixed ports from a base; NATS keeps 4222, where its clients look first, unless the base is moved. */
    public static Ports from(int base, Map<String, String> environment) {
        var numbers = new EnumMap<Part, Integer>(Part.class);
        for (var part : Part.values()) {
            var usual = part == Part.NATS && base == BASE ? 4222 : base + part.offset;
            var own = environment.get(part.variable);
            numbers.put(part, own == null ? usual : number(part.variable, own));
        }
        return new Ports(numbers);
    }

    /** Ports that are free now. */
    public static Ports random() {
        var sockets = new ArrayList<ServerSocket>();
        try {
            var numbers = new EnumMap<Part, Integer>(Part.class);
            for (var part : Part.values()) {
                var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                sockets.add(socket);
                numbers.put(part, socket.getLocalPort());
            }
            return new Ports(numbers);
        } catch (IOException e) {
            throw new UncheckedIOException("no free port", e);
        } finally {
            sockets.forEach(Ports::close);
        }
    }

    /** The parts whose port somebody else listens on. */
    public List<Part> taken() {
        return numbers.keySet().stream()
                .sorted()
                .filter(part -> taken(of(part)))
                .toList();
    }

    /** Throws where somebody else listens: every such port, who wants it, who has it, and what to do. */
    public void requireFree() {
        var taken = taken();
        if (!taken.isEmpty()) {
            var which = taken.stream()
                    .map(part -> "port %d, wanted by %s, is taken by %s"
                            .formatted(of(part), part, Listener.of(of(part)).orElse("another program")))
                    .collect(Collectors.joining("\n"));
            var variables = taken.stream().map(Part::variable).collect(Collectors.joining(", "));
            throw new IllegalStateException("%s%nEnd that, or set %s to another port, or move all: --port-base %d"
                    .formatted(which, variables, otherBase()));
        }
    }

    private int otherBase() {
        var next = of(Part.DASHBOARD) + FURTHER;
        return next > LAST_BASE ? BASE : next;
    }

    /** What {@code ports.json} holds: the number of each part, and the address of the dashboard. */
    public String json() {
        return numbers.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> "  \"" + entry.getKey() + "\": " + entry.getValue())
                .collect(Collectors.joining(",\n", "{\n  \"url\": \"" + dashboardUrl() + "\",\n", "\n}\n"));
    }

    public String dashboardUrl() {
        return "http://localhost:" + of(Part.DASHBOARD);
    }

    public String natsUrl() {
        return "nats://localhost:" + of(Part.NATS);
    }

    private static boolean taken(int port) {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return false;
        } catch (IOException e) {
            return true;
        }
    }

    private static int number(String variable, String value) {
        return Optional.of(value)
                .filter(text -> text.matches("\\d{1,5}"))
                .map(Integer::parseInt)
                .orElseThrow(() ->
                        new IllegalArgumentException(variable + ": expected a port number, was \"" + value + "\""));
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
