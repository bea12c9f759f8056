package io.afterhours.foundation.nats;

import io.afterhours.contracts.InvalidEvent;
import io.nats.client.Message;
import java.util.List;
import org.jboss.logging.Logger;

/** Makes batches of what can be read of messages; what cannot goes into quarantine. */
final class BatchReader {
    private static final Logger LOG = Logger.getLogger(BatchReader.class);

    /** A message that comes this often was not even refused: it takes the process down with it. */
    private static final long DELIVERIES_TOLERATED = 100;

    private final Verdicts verdicts;
    private final String channel;
    private final String durable;

    BatchReader(Verdicts verdicts, String channel, String durable) {
        this.verdicts = verdicts;
        this.channel = channel;
        this.durable = durable;
    }

    /**
     * Reads messages.
     *
     * @param end of the batch
     */
    Batch read(List<Message> messages, Runnable end) {
        var batch = new Batch(end);
        for (var message : messages) {
            try {
                if (message.metaData().deliveredCount() > DELIVERIES_TOLERATED) {
                    throw new InvalidEvent(
                            "message", "one that can be applied", "one delivered " + DELIVERIES_TOLERATED + " times");
                }
                batch.add(message, Decoder.decode(message, durable));
            } catch (InvalidEvent e) {
                verdicts.bury(message, String.valueOf(e.getMessage()));
            } catch (RuntimeException e) {
                LOG.errorf(
                        e,
                        "%s: cannot read message %d",
                        channel,
                        message.metaData().streamSequence());
                verdicts.bury(message, "cannot be read: " + e);
            }
        }
        return batch;
    }
}
