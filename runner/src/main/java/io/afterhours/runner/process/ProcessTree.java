package io.afterhours.runner.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Finds the processes that belong to a command: by ancestry, by session or group, and by the marker they inherited. */
final class ProcessTree {
    private static final Path PROC = Path.of("/proc");

    private ProcessTree() {}

    /** All living processes of the tree, its first one included; handles know the start time, so a reused pid is not hit. */
    static Map<Long, ProcessHandle> members(ProcessHandle first, String marker) {
        var found = new HashMap<Long, ProcessHandle>();
        if (first.isAlive()) {
            found.put(first.pid(), first);
        }
        first.descendants().forEach(each -> found.put(each.pid(), each));
        inSession(first.pid(), found);
        marked(marker, found);
        found.keySet().removeIf(ProcessTree::isDead);
        return found;
    }

    /** Whether it has ended and merely waits for its parent, which may never ask, to take note. */
    static boolean isDead(long pid) {
        try {
            var state = fields(PROC.resolve(Long.toString(pid)), 2)[0];
            return state.equals("Z") || state.equals("X");
        } catch (IOException gone) {
            return Files.isDirectory(PROC);
        }
    }

    /** Every living process that inherited the marker. */
    static Map<Long, ProcessHandle> marked(String marker) {
        var found = new HashMap<Long, ProcessHandle>();
        marked(marker, found);
        return found;
    }

    private static void inSession(long session, Map<Long, ProcessHandle> found) {
        eachProcess(
                directory -> {
                    var fields = fields(directory, 5);
                    return fields[2].equals(Long.toString(session)) || fields[3].equals(Long.toString(session));
                },
                found);
    }

    private static void marked(String marker, Map<Long, ProcessHandle> found) {
        var wanted = "\0" + Command.MARKER + "=" + marker + "\0";
        eachProcess(directory -> ("\0" + read(directory.resolve("environ")) + "\0").contains(wanted), found);
    }

    @FunctionalInterface
    private interface Test {
        boolean belongs(Path directory) throws IOException;
    }

    private static void eachProcess(Test test, Map<Long, ProcessHandle> found) {
        if (!Files.isDirectory(PROC)) {
            return;
        }
        long self = ProcessHandle.current().pid();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROC, "[0-9]*")) {
            for (var directory : processes) {
                long pid = Long.parseLong(directory.getFileName().toString());
                if (pid != self && !found.containsKey(pid)) {
                    handleIf(test, directory, pid).ifPresent(handle -> found.put(pid, handle));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The handle is taken before the test, so that it cannot be of a process that came later under the same pid. */
    private static Optional<ProcessHandle> handleIf(Test test, Path directory, long pid) {
        var handle = ProcessHandle.of(pid);
        try {
            return handle.isPresent() && test.belongs(directory) && handle.get().isAlive() ? handle : Optional.empty();
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** What follows {@code pid (name)} in a process's stat: state, parent, group, session, …; a name may hold brackets. */
    private static String[] fields(Path directory, int least) throws IOException {
        var stat = read(directory.resolve("stat"));
        var fields = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ", 5);
        if (fields.length < least) {
            throw new IOException("Nothing to read in " + directory);
        }
        return fields;
    }

    private static String read(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
    }
}
