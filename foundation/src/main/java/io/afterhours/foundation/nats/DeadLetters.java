package io.afterhours.foundation.nats;

/** Where messages go that could not be applied; quarantine in services that have a database. */
public interface DeadLetters {
    /**
     * Keeps the message for a person.
     *
     * @throws RuntimeException when it could not be kept; the message is then offered again later
     */
    void bury(Refused refused);

    /** Whether the database can be reached; the connector asks while it has stopped pulling. */
    boolean reachable();
}
