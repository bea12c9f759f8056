package io.afterhours.foundation.nats;

/** Which process reads what one alone may read. */
public interface SoleReader {
    /**
     * Whether it is this one. It becomes so when no other is, and is so until it lets go, ends, or loses the database.
     *
     * @throws RuntimeException when the database cannot be asked
     */
    boolean isThis(String consumer);

    /** Another may read from now on. */
    void letGo(String consumer);
}
