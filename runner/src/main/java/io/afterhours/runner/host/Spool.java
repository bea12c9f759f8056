package io.afterhours.runner.host;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Events in a file until their streams have them, so that they outlive a runner that is killed. One line each, added at the
 * end; the file is emptied when nothing waits. An event that was acknowledged may still be in it and is then sent again under
 * its own id, which changes nothing.
 *
 * <p>A file that cannot be written, or is full, holds nobody up: what is not in it waits in memory alone.
 */
final class Spool {
    private static final Logger LOG = Logger.getLogger(Spool.class);

    private final Path file;
    private final long mostBytes;
    private final Map<String, Outgoing> waiting = new LinkedHashMap<>();
    private FileChannel channel;
    private long written;
    private boolean complained;

    private Spool(Path file, long mostBytes, List<Outgoing> left) throws IOException {
        this.file = file;
        this.mostBytes = mostBytes;
        left.forEach(each -> waiting.put(each.id(), each));
        this.channel = rewritten();
    }

    /**
     * Opens the file, with what an earlier process left in it.
     *
     * @param mostBytes the file never grows beyond it
     * @throws UncheckedIOException when the folder cannot be written
     */
    static Spool in(Path file, long mostBytes) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            return new Spool(file, mostBytes, read(file));
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "events that wait for NATS cannot be kept in " + file + ": " + e.getMessage(), e);
        }
    }

    private static List<Outgoing> read(Path file) throws IOException {
        if (!Files.exists(file)) {
            return List.of();
        }
        // What broke off may have broken off within a character.
        var lines = new String(Files.readAllBytes(file), UTF_8).lines().toList();
        var events = lines.stream().flatMap(line -> Outgoing.of(line).stream()).toList();
        if (events.size() < lines.size()) {
            LOG.warnf("%d events in %s broke off and are left out", lines.size() - events.size(), file);
        }
        return events;
    }

    /** What waits, first to last. */
    synchronized List<Outgoing> waiting() {
        return List.copyOf(waiting.values());
    }

    synchronized void keep(Outgoing event) {
        var line = (event.line() + "\n").getBytes(UTF_8);
        try {
            if (written + line.length > mostBytes) {
                channel.close();
                channel = rewritten();
            }
            if (written + line.length > mostBytes) {
                complain("it is full");
                return;
            }
            write(channel, line);
            written += line.length;
            waiting.put(event.id(), event);
        } catch (IOException e) {
            complain(String.valueOf(e.getMessage()));
        }
    }

    /** An event that its stream has, or that it will never have. */
    synchronized void forget(Outgoing event) {
        if (waiting.remove(event.id()) == null || !waiting.isEmpty()) {
            return;
        }
        try {
            channel.truncate(0);
            written = 0;
            complained = false;
        } catch (IOException e) {
            complain(String.valueOf(e.getMessage()));
        }
    }

    /** The file with nothing in it but what waits. */
    private FileChannel rewritten() throws IOException {
        var part = file.resolveSibling(file.getFileName() + ".part");
        Files.deleteIfExists(part);
        Files.createFile(part, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        var made = FileChannel.open(part, StandardOpenOption.APPEND);
        for (var each : waiting.values()) {
            write(made, (each.line() + "\n").getBytes(UTF_8));
        }
        written = made.size();
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return made;
    }

    private static void write(FileChannel channel, byte[] line) throws IOException {
        var bytes = ByteBuffer.wrap(line);
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    private void complain(String why) {
        if (!complained) {
            complained = true;
            LOG.errorf("events that wait for NATS are kept in memory alone: %s: %s", file, why);
        }
    }
}
