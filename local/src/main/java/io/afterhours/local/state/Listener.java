package io.afterhours.local.state;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who listens on a port, as Linux tells it in {@code /proc}. */
final class Listener {
    private static final List<Path> TABLES = List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));

    private static final int ADDRESS = 1;
    private static final int STATE = 3;
    private static final int SOCKET = 9;
    private static final String LISTENS = "0A";

    private Listener() {}

    /** Its name and number, such as {@code java, process 4711}; empty where it is another user's, or this is no Linux. */
    static Optional<String> of(int port) {
        var sockets = TABLES.stream()
                .flatMap(Listener::lines)
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns.length > SOCKET
                        && columns[ADDRESS].endsWith(":%04X".formatted(port))
                        && columns[STATE].equals(LISTENS))
                .map(columns -> "socket:[" + columns[SOCKET] + "]")
                .collect(Collectors.toSet());
        return sockets.isEmpty()
                ? Optional.empty()
                : ProcessHandle.allProcesses()
                        .filter(process -> has(process.pid(), sockets))
                        .findFirst()
                        .map(process -> name(process.pid()) + ", process " + process.pid());
    }

    private static boolean has(long process, Set<String> sockets) {
        try (var files = Files.list(Path.of("/proc", Long.toString(process), "fd"))) {
            return files.anyMatch(file -> sockets.contains(target(file)));
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException e) {
            return "";
        }
    }

    private static String name(long process) {
        return lines(Path.of("/proc", Long.toString(process), "comm"))
                .findFirst()
                .orElse("a program");
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            return Stream.empty();
        }
    }
}
