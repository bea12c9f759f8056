package io.afterhours.foundation.nats;

import io.nats.client.Message;

/** How a consumer is read: by each process that is there, or by one alone and in order. */
interface Reading {
    /** How the server is told what became of a message. */
    Answers answers();

    /** Whether this process is one that reads now. */
    boolean isMine() throws InterruptedException;

    /** Lets another process try, which may be able to. */
    void letGo();

    /** Makes sure of the consumer of a partition before it is asked for messages. */
    void begin(String partition) throws Exception;

    /**
     * Notes a message that comes.
     *
     * @return whether it is to be handed on
     * @throws Floor.Gap when it is not the one that was to come
     */
    boolean took(Message message);

    /** Whether a message was handed out before. */
    boolean isAgain(Message message);

    /** Whether all partitions are to be begun again. */
    boolean goesBack();
}
