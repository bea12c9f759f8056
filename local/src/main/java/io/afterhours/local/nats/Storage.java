package io.afterhours.local.nats;

import io.afterhours.contracts.stream.Streams;
import java.util.Arrays;

/** How much JetStream may keep and how large a message may be, in bytes. */
record Storage(long maxFile, long maxMemory, int maxPayload) {
    private static final long GIB = 1L << 30;

    /** Room for every declared stream at its largest, and some for what the server keeps about them. */
    static Storage forStreams() {
        var streams =
                Arrays.stream(Streams.values()).mapToLong(Streams::maxBytes).sum();
        return new Storage(streams + 4 * GIB, 128L << 20, 256 << 10);
    }
}
