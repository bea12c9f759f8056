package io.afterhours.local;

import io.afterhours.local.state.StateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The right to run what lies in one state folder; the system takes it back when its holder ends, however it ends. */
record RunLock(FileLock lock) {
    /** Empty when another process holds it. */
    static Optional<RunLock> take(StateFolder state) {
        try {
            var channel =
                    FileChannel.open(state.run().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            return Optional.ofNullable(channel.tryLock()).map(RunLock::new);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot lock " + state.run(), e);
        }
    }
}
