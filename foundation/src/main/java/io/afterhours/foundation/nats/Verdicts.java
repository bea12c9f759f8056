package io.afterhours.foundation.nats;

import io.afterhours.contracts.InvalidEvent;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.nats.client.Message;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * What becomes of each message of one consumer: applied, offered again after a pause, or put into quarantine; and tells the
 * server so.
 */
final class Verdicts {
    private static final Logger LOG = Logger.getLogger(Verdicts.class);
    private static final List<Duration> PAUSES =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(5), Duration.ofSeconds(10));
    private static final int REFUSALS_REMEMBERED = 10_000;

    private final Answers answers;
    private final DeadLetters deadLetters;
    private final DatabaseWatch database;
    private final String channel;
    private final String durable;
    private final int maxRefusals;
    private final Counter consumed;
    private final Counter refused;
    private final Counter buried;
    private final Map<Place, Integer> refusals = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Integer> eldest) {
            return size() > REFUSALS_REMEMBERED;
        }
    });

    /** Where a message stands. */
    private record Place(String stream, long sequence) {
        static Place of(Message message) {
            var about = message.metaData();
            return new Place(about.getStream(), about.streamSequence());
        }
    }

    Verdicts(
            Answers answers,
            DeadLetters deadLetters,
            DatabaseWatch database,
            MeterRegistry meters,
            String channel,
            String durable,
            int maxRefusals) {
        this.answers = answers;
        this.deadLetters = deadLetters;
        this.database = database;
        this.channel = channel;
        this.durable = durable;
        this.maxRefusals = maxRefusals;
        this.consumed = meters.counter("afterhours.consumed", "consumer", durable);
        this.refused = meters.counter("afterhours.refused", "consumer", durable);
        this.buried = meters.counter("afterhours.quarantined", "consumer", durable);
    }

    void applied(List<Message> messages) {
        answers.over(messages);
        if (!refusals.isEmpty()) {
            messages.forEach(message -> refusals.remove(Place.of(message)));
        }
        consumed.increment(messages.size());
    }

    /** They come again through a consumer of their agent's own, and count as consumed there. */
    void parked(List<Message> messages) {
        answers.over(messages);
    }

    /** They come again after the pause; that counts for no refusal. */
    void later(List<Message> messages, Duration pause) {
        answers.later(messages, pause);
    }

    void stillOut(List<Message> messages) {
        answers.stillOut(messages);
    }

    /** A message that the method refused when it was handed it alone. */
    void refused(Message message, Throwable why) {
        refused.increment();
        var sequence = message.metaData().streamSequence();
        int times = refusals.merge(Place.of(message), 1, Integer::sum);
        LOG.warnf(why, "%s: message %d was refused (%d of %d)", channel, sequence, times, maxRefusals);
        if (why instanceof InvalidEvent) {
            bury(message, String.valueOf(why.getMessage()));
        } else if (times >= maxRefusals) {
            bury(message, "refused " + times + " times: " + why);
        } else {
            later(List.of(message), PAUSES.get(Math.min(times, PAUSES.size()) - 1));
        }
    }

    /** Puts a message into quarantine; where that fails now, it comes again. */
    void bury(Message message, String reason) {
        var sequence = message.metaData().streamSequence();
        try {
            deadLetters.bury(Decoder.refused(message, durable, reason));
            answers.buried(message);
            refusals.remove(Place.of(message));
            buried.increment();
            LOG.warnf("%s: message %d on %s is in quarantine: %s", channel, sequence, message.getSubject(), reason);
        } catch (RuntimeException e) {
            database.blames(e);
            LOG.errorf("%s: message %d cannot be put into quarantine: %s", channel, sequence, e.getMessage());
            later(List.of(message), PAUSES.getFirst());
        }
    }
}
