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
 * partition that is flooded holds none of the others up: it is read as fast as the server gives, and given in small parts. What was
 * asked for and not yet given is all that can be in memory here.
 */
final class Pull implements AutoCloseable {
    /** How long {@link #next} waits for a first message. */
    private static final Duration LOOK = Duration.ofMillis(500);

    /** How long it waits for one more of those that the server said it has. */
    private static final Duration MORE = Duration.ofMillis(10);

    private static final Duration AT_ONCE = Duration.ofNanos(1);

    /** Of a batch one partition may have this part while another has something to say, so that nobody waits for long. */
    private static final int SHARE = 8;

    /** And this part where it has more than that, and more than all others: those that come now and then would wait until it is applied. */
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
        shareOut();
        ask();
    }

    /** How many messages wait, here and at the server, as far as is known. */
    long backlog() {
        return taps.values().stream().mapToLong(Tap::backlog).sum();
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
        shareOut();
        var messages = give();
        ask();
        if (failure != null && messages.isEmpty()) {
            throw failure;
        }
        return messages;
    }

    /** Takes in what has come, which is no more than what was asked for. */
    private void receive() throws InterruptedException {
        var isEmpty = taps.values().stream().allMatch(tap -> tap.here() == 0);
        var message = subscription.nextMessage(isEmpty ? LOOK : AT_ONCE);
        if (message == null && isEmpty) {
            taps.values().forEach(Tap::isDry);
        }
        while (message != null) {
            var tap = tap(message);
            if (message.isStatusMessage()) {
                tap.ended(message);
            } else {
                tap.came(message);
            }
            message = subscription.nextMessage(tap.isRunning() && tap.here() < tap.share() ? MORE : AT_ONCE);
        }
    }

    /** Says how many messages of each partition may be in a batch. */
    private void shareOut() {
        var all = backlog();
        var several = taps.values().stream().filter(Tap::spokeLately).count() > 1;
        var usual = several ? Math.clamp(most / SHARE, Math.min(Tap.FEWEST, most), most) : most;
        var flood = Math.clamp(most / SHARE_OF_A_FLOOD, Math.min(Tap.FEWEST, most), most);
        for (var tap : taps.values()) {
            var floods = several && tap.backlog() > usual && 2 * tap.backlog() > all;
            tap.share(floods ? flood : usual);
        }
    }

    /** Of each partition its share, first of those that have the fewest here; none takes the bytes of the others. */
    private List<Message> give() {
        var messages = new ArrayList<Message>();
        var full = taps.values().stream()
                .filter(tap -> tap.here() > 0)
                .sorted(Comparator.comparingInt(Tap::here))
                .toList();
        for (var tap : full) {
            var bytes = Math.min((long) mostBytes * tap.share() / most, mostBytes / full.size());
            for (int i = 0; i < tap.share() && tap.here() > 0 && bytes > 0 && messages.size() < most; i++) {
                var message = tap.give();
                if (takes(message)) {
                    messages.add(message);
                    bytes -= message.consumeByteCount();
                } else if (failure != null) {
                    return messages;
                }
            }
        }
        return messages;
    }

    private boolean takes(Message message) {
        try {
            return taking.test(message);
        } catch (RuntimeException e) {
            failure = e;
            return false;
        }
    }

    /** What is here and was not given. */
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
        var all = Math.max(1, backlog());
        for (var tap : taps.values()) {
            tap.ask((int) (most * tap.backlog() / all), most);
        }
    }

    @Override
    public void close() {
        if (subscription.isActive()) {
            subscription.unsubscribe();
        }
    }
}
