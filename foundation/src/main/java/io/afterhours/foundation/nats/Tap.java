package io.afterhours.foundation.nats;

import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.PullRequestOptions;
import io.nats.client.support.Status;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What is asked for of one consumer. A request is forgotten by a server that restarts, and its end may be lost with the connection: the
 * last one that is over by the clock for a second counts as ended.
 */
final class Tap {
    /** So many messages are asked for at least, and may be given, where a batch holds as many. */
    static final int FEWEST = 64;

    /** So much is asked for at least, so that the largest message fits into it. */
    private static final long FEWEST_BYTES = 512 << 10;

    private static final Duration LATELY = Duration.ofSeconds(1);
    private static final Duration STANDS = Duration.ofSeconds(5);
    private static final Duration FORGOTTEN = STANDS.plusSeconds(1);

    private final Connection connection;
    private final String request;
    private final String answer;
    private final long bytesEach;
    private final Deque<Message> here = new ArrayDeque<>();
    private long bytesHere;
    private int share;
    private long asked;
    private long askedAt = System.nanoTime();
    private long waiting;
    private long spokeAt;

    /**
     * A tap that is closed.
     *
     * @param answer subject for the ends of requests
     * @param bytesEach how large a message may be on average
     */
    Tap(Connection connection, String stream, String durable, String answer, long bytesEach) {
        this.connection = connection;
        this.request = "$JS.API.CONSUMER.MSG.NEXT." + stream + "." + durable;
        this.answer = answer;
        this.bytesEach = bytesEach;
        this.spokeAt = System.nanoTime() - LATELY.toNanos();
    }

    /** How many messages came and were not given. */
    int here() {
        return here.size();
    }

    /** How many were not given, here and at the server. */
    long backlog() {
        return here.size() + waiting;
    }

    /** How many messages of it may be in a batch. */
    int share() {
        return share;
    }

    void share(int messages) {
        share = messages;
    }

    /** Whether a message came within the last second. */
    boolean spokeLately() {
        return System.nanoTime() - spokeAt < LATELY.toNanos();
    }

    /** Whether many more are on their way here. */
    boolean isRunning() {
        return waiting >= FEWEST && asked > here.size();
    }

    /**
     * Asks for more, when less than half of what is wanted is on its way or here.
     *
     * @param wanted messages that are to be on their way or here
     * @param most that may be
     */
    void ask(int wanted, int most) {
        var now = System.nanoTime();
        if (now - askedAt > FORGOTTEN.toNanos()) {
            forget();
        }
        var upTo = Math.clamp(wanted, Math.min(FEWEST, most), most);
        var bytes = Math.max(FEWEST_BYTES, bytesEach * upTo);
        if (asked <= upTo / 2 && bytesHere <= bytes / 2) {
            var more = (int) (upTo - asked);
            connection.publish(
                    request, answer, options(more, bytes - bytesHere).toJson().getBytes(StandardCharsets.US_ASCII));
            asked += more;
            askedAt = now;
        }
    }

    private static PullRequestOptions options(int more, long bytes) {
        return PullRequestOptions.builder(more)
                .maxBytes(bytes)
                .expiresIn(STANDS)
                .build();
    }

    void came(Message message) {
        here.add(message);
        bytesHere += message.consumeByteCount();
        waiting = message.metaData().pendingCount();
        spokeAt = System.nanoTime();
    }

    /** The first message that is here. */
    Message give() {
        var message = here.remove();
        asked = Math.max(0, asked - 1);
        bytesHere -= message.consumeByteCount();
        return message;
    }

    /** Nothing came for a while. */
    void isDry() {
        waiting = 0;
    }

    /** No request stands any more. */
    void forget() {
        asked = here.size();
    }

    /**
     * A request is over: of what it was for, so much did not come.
     *
     * @throws IllegalStateException when it says that there is no such consumer
     */
    void ended(Message end) {
        var status = end.getStatus();
        if (status.getCode() == Status.NO_RESPONDERS_CODE
                || status.getCode() == Status.BAD_REQUEST_CODE
                || Status.CONSUMER_DELETED.equalsIgnoreCase(status.getMessage())) {
            throw new IllegalStateException("the server says " + status.getMessageWithCode());
        }
        var headers = end.getHeaders();
        var left = headers == null ? null : headers.getFirst("Nats-Pending-Messages");
        asked = left == null ? here.size() : Math.max(here.size(), asked - Long.parseLong(left));
    }
}
