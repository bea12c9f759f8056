package io.afterhours.foundation.nats;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Subscription;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What a durable consumer has, of one stream or of several that are partitions of one, as it comes. A {@link Tap request} stands at each
 * of them all the time: messages arrive while those before them are applied, nobody waits for a question and its answer, and a
 * partition that is flooded holds none of the others up: it is read as fast as the server gives, which tells soon who floods, and given in
 * small parts. What was asked for and not yet given is all that can be in memory here.
 */
final class Pull implements AutoCloseable {
    /** How long {@link #next} waits for a first message. */
    private static final Duration LOOK = Duration.ofMillis(500);

    /** How long it waits for one more of those that the server said it has. */
    private static final Duration MORE = Duration.ofMillis(10);

    private static final Duration AT_ONCE = Duration.ofNanos(1);

    /** Of a batch one partition may have this part while another has something to say, so that nobody waits for long. */
    private static final int SHARE = 8;

    /** And this part where it has more waiting than all others: those that come now and then would wait until what it has is applied. */
    private static final int SHARE_OF_A_FLOOD = 32;

    private final Connection connection;
    private final Predicate<Message> taking;
    private final Subscription subscription;
    private final Map<String, Tap> taps = new LinkedHashMap<>();
    private final int most;
    private final int mostBytes;
    private long reconnects;
    private @Nullable RuntimeException failure;

    /**
     * Begins to ask.
     *
     * @param most messages that {@link #next} gives at a time
     * @param mostBytes what they may come to, subjects and headers included
     * @param taking whether one that came is given; where it throws, so does {@link #next}, when what came before is given
     */
    Pull(
            Connection connection,
            List<String> streams,
            String durable,
            int most,
            int mostBytes,
            Predicate<Message> taking) {
        this.connection = connection;
        this.most = most;
        this.mostBytes = mostBytes;
        this.taking = taking;
        var inbox = connection.createInbox();
        for (var stream : streams) {
            taps.put(stream, new Tap(connection, stream, durable, inbox + "." + stream, mostBytes / most));
        }
        this.subscription = connection.subscribe(inbox + ".*");
        this.reconnects = connection.getStatistics().getReconnects();
        ask();
    }

    /** How many messages waited at the server when the last ones that were taken were sent. */
    long waiting() {
        return taps.values().stream().mapToLong(Tap::waiting).sum();
    }

    /**
     * The messages that are there. Where none is, some are waited for, for half a second at most. While the connection is away that is
     * what came before; it is asked again when it is back.
     *
     * @throws IllegalStateException when the consumer is gone, or the connection is
     */
    List<Message> next() throws InterruptedException {
        if (failure != null) {
            throw failure;
        }
        receive();
        var messages = give();
        ask();
        if (failure != null && messages.isEmpty()) {
            throw failure;
        }
        return messages;
    }

    /** Takes in what has come. */
    private void receive() throws InterruptedException {
        var here = taps.values().stream().mapToInt(Tap::here).sum();
        var message = subscription.nextMessage(here == 0 ? LOOK : AT_ONCE);
        if (message == null && here == 0) {
            taps.values().forEach(Tap::isDry);
        }
        while (message != null) {
            var tap = tap(message);
            if (message.isStatusMessage()) {
                tap.ended(message);
            } else {
                tap.came(message);
                here++;
            }
            var more = tap.isRunning() && tap.here() < share(tap);
            message = here < most ? subscription.nextMessage(more ? MORE : AT_ONCE) : null;
        }
    }

    /** Of each partition its share, first of those that have the fewest here. */
    private List<Message> give() {
        var messages = new ArrayList<Message>();
        long bytes = 0;
        for (var tap : taps.values().stream()
                .sorted(Comparator.comparingInt(Tap::here))
                .toList()) {
            var share = share(tap);
            for (int i = 0; i < share && tap.here() > 0 && messages.size() < most && bytes < mostBytes; i++) {
                var message = tap.give();
                if (takes(message)) {
                    messages.add(message);
                    bytes += message.consumeByteCount();
                } else if (failure != null) {
                    return messages;
                }
            }
        }
        return messages;
    }

    /** How many messages of a partition may be in a batch. */
    private int share(Tap tap) {
        if (taps.values().stream().filter(Tap::spokeLately).count() < 2) {
            return most;
        }
        return Math.clamp(most / (floods(tap) ? SHARE_OF_A_FLOOD : SHARE), Math.min(Tap.FEWEST, most), most);
    }

    /** Whether a partition has more, here and at the server, than all others. */
    private boolean floods(Tap tap) {
        return 2 * tap.backlog()
                > taps.values().stream().mapToLong(Tap::backlog).sum();
    }

    private boolean takes(Message message) {
        try {
            return taking.test(message);
        } catch (RuntimeException e) {
            failure = e;
            return false;
        }
    }

    /** What is here and was not taken. */
    List<Message> left() throws InterruptedException {
        var messages = new ArrayList<Message>();
        for (var tap : taps.values()) {
            while (tap.here() > 0) {
                messages.add(tap.give());
            }
        }
        if (!subscription.isActive()) {
            return messages;
        }
        for (var message = subscription.nextMessage(AT_ONCE);
                message != null;
                message = subscription.nextMessage(AT_ONCE)) {
            if (!message.isStatusMessage()) {
                messages.add(message);
            }
        }
        return messages;
    }

    /** The end of a request comes on the subject on which its answer was asked for, a message on its own. */
    private Tap tap(Message message) {
        var subject = message.getSubject();
        var stream = message.isStatusMessage()
                ? subject.substring(subject.lastIndexOf('.') + 1)
                : message.metaData().getStream();
        var tap = taps.get(stream);
        if (tap == null) {
            throw new IllegalStateException("nobody asked for what came of " + stream);
        }
        return tap;
    }

    /** Each may have so much of a batch asked for as waits there of all. */
    private void ask() {
        if (connection.getStatus() != Connection.Status.CONNECTED) {
            return;
        }
        var again = connection.getStatistics().getReconnects();
        if (again != reconnects) {
            reconnects = again;
            taps.values().forEach(Tap::forget);
        }
        var all = Math.max(1, waiting());
        for (var tap : taps.values()) {
            tap.ask((int) (most * tap.waiting() / all), most);
        }
    }

    @Override
    public void close() {
        if (subscription.isActive()) {
            subscription.unsubscribe();
        }
    }
}
