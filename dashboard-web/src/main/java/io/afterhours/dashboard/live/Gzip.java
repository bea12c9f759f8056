package io.afterhours.dashboard.live;

import java.io.ByteArrayOutputStream;
import java.util.zip.Deflater;

/**
 * A gzip stream in parts that know nothing of each other, so that a part is compressed once for all the streams it goes into, and
 * no stream keeps a compressor's memory. It is never finished: a tab's stream ends with its connection.
 */
final class Gzip {
    private static final byte DEFLATED = 8;
    private static final byte ANY_SYSTEM = (byte) 0xff;

    private Gzip() {}

    /** What such a stream begins with. */
    static byte[] head() {
        return new byte[] {0x1f, (byte) 0x8b, DEFLATED, 0, 0, 0, 0, 0, 0, ANY_SYSTEM};
    }

    /** A part, which its reader has whole as soon as it is there. */
    static byte[] part(byte[] plain) {
        var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            deflater.setInput(plain);
            var buffer = new byte[Math.max(256, plain.length / 2)];
            var packed = new ByteArrayOutputStream(buffer.length);
            int length;
            do {
                length = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
                packed.write(buffer, 0, length);
            } while (length == buffer.length);
            return packed.toByteArray();
        } finally {
            deflater.end();
        }
    }
}
