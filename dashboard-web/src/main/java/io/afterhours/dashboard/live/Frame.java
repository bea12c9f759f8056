package io.afterhours.dashboard.live;

/** The bytes of one or more server-sent events as they go to any number of tabs, compressed once, when the first needs it. */
final class Frame {
    private final byte[] plain;
    private byte[] packed = {};

    Frame(byte[] plain) {
        this.plain = plain;
    }

    byte[] plain() {
        return plain;
    }

    /** As a {@link Gzip#part}. */
    synchronized byte[] packed() {
        if (packed.length == 0) {
            packed = Gzip.part(plain);
        }
        return packed;
    }
}
