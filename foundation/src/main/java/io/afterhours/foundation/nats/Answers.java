package io.afterhours.foundation.nats;

import io.nats.client.Message;
import java.time.Duration;
import java.util.List;

/** How the server is told what became of messages. Where it cannot be told now, nothing is thrown, because that would end the channel. */
interface Answers {
    /** They are applied, or will be in another way. */
    void over(List<Message> messages);

    /** It is in quarantine. */
    void buried(Message message);

    /**
     * They are to come again.
     *
     * @param pause not before it is over; zero where nobody here looks at them any more
     */
    void later(List<Message> messages, Duration pause);

    /** They are still being worked on. */
    void stillOut(List<Message> messages);
}
