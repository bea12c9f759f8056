package io.afterhours.foundation.nats;

import io.nats.client.Message;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Each message is answered on its own. While the server is away no answer reaches it: it offers the message again, and the inbox or
 * quarantine knows it already.
 */
final class AnsweredEach implements Answers {
    private static final Logger LOG = Logger.getLogger(AnsweredEach.class);

    @Override
    public void over(List<Message> messages) {
        messages.forEach(message -> answer(message, Message::ack));
    }

    @Override
    public void buried(Message message) {
        answer(message, Message::term);
    }

    @Override
    public void later(List<Message> messages, Duration pause) {
        messages.forEach(message -> answer(message, each -> each.nakWithDelay(pause)));
    }

    @Override
    public void stillOut(List<Message> messages) {
        messages.forEach(message -> answer(message, Message::inProgress));
    }

    private static void answer(Message message, Consumer<Message> how) {
        try {
            how.accept(message);
        } catch (IllegalStateException e) {
            LOG.debugf("message %s is not answered: %s", message.getReplyTo(), e.getMessage());
        }
    }
}
