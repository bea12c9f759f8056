package io.afterhours.foundation.nats;

import io.afterhours.contracts.InvalidEvent;
import io.nats.client.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;
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
        read(messages, batch::add);
        return batch;
    }

    /**
     * Reads messages into a batch for each place at which some of them belong.
     *
     * @param placing by what was read
     */
    Map<Places.Place, Batch> readApart(
            List<Message> messages, Function<Delivery<? extends Record>, Places.Place> placing) {
        var batches = new LinkedHashMap<Places.Place, Batch>();
        read(
                messages,
                (message, event) -> batches.computeIfAbsent(placing.apply(event), place -> new Batch(place::free))
                        .add(message, event));
        return batches;
    }

    private void read(List<Message> messages, BiConsumer<Message, Delivery<? extends Record>> into) {
        for (var message : messages) {
            try {
                if (message.metaData().deliveredCount() > DELIVERIES_TOLERATED) {
                    throw new InvalidEvent(
                            "message", "one that can be applied", "one delivered " + DELIVERIES_TOLERATED + " times");
                }
                into.accept(message, Decoder.decode(message, durable));
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
    }
}
