package io.afterhours.local.suite;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongSupplier;

/**
 * Has nats-server started again once a disk that was full has room. The server gives a stream up when a write to it fails: until it is
 * started again it refuses all that is published there, however much room there is by then.
 */
final class RoomWatch {
    /** So much that it is not full again at once. */
    static final long ENOUGH = 64L << 20;

    private static final String NO_ROOM = "no space left on device";

    /** In each line about a client, beside the name that the client gave itself, which may be any text. */
    private static final String OF_A_CLIENT = " - cid:";

    private static final int BYTES = 1 << 20;

    private final Path log;
    private final LongSupplier room;
    private final Runnable again;
    private long read;
    private boolean given;

    /**
     * @param log what the server prints; what it has printed before does not count
     * @param room how many bytes are free where its streams are
     * @param again starts it again
     */
    RoomWatch(Path log, LongSupplier room, Runnable again) {
        this.log = log;
        this.room = room;
        this.again = again;
        this.read = size();
    }

    /** How many bytes are free where that file or folder is; none where nobody can say. */
    static long room(Path place) {
        try {
            return Files.getFileStore(place).getUsableSpace();
        } catch (IOException e) {
            return 0;
        }
    }

    /** Reads what the server has printed since, and starts it again where it gave a stream up and there is room. */
    void runOnce() {
        given |= printed().lines().anyMatch(line -> line.contains(NO_ROOM) && !line.contains(OF_A_CLIENT));
        if (given && room.getAsLong() >= ENOUGH) {
            again.run();
            given = false;
            read = size();
        }
    }

    private String printed() {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            var printed = LogTail.read(file, file.length() < read ? 0 : read, BYTES);
            read = file.getFilePointer();
            return printed;
        } catch (IOException e) {
            return "";
        }
    }

    private long size() {
        try {
            return Files.size(log);
        } catch (IOException e) {
            return 0;
        }
    }
}
