package io.afterhours.foundation.nats;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.MultiEmitter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The batches that are out at a channel's method. One that is refused is handed on message by message, so that the bad one harms
 * no other; one that meets a database that is away goes back whole and nobody is blamed.
 */
final class Rounds {
    private static final Logger LOG = Logger.getLogger(Rounds.class);
    private static final Duration WHILE_DOWN = Duration.ofSeconds(1);

    private final String channel;
    private final Verdicts verdicts;
    private final DatabaseWatch database;
    private final TracedContext contexts;
    private final Duration ackWait;
    private final Set<Batch> out = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;
    private @Nullable MultiEmitter<? super Message<?>> emitter;

    Rounds(String channel, Verdicts verdicts, DatabaseWatch database, TracedContext contexts, Duration ackWait) {
        this.channel = channel;
        this.verdicts = verdicts;
        this.database = database;
        this.contexts = contexts;
        this.ackWait = ackWait;
    }

    /** What the method is subscribed to; {@code subscribed} runs once it is. */
    Multi<Message<?>> stream(Runnable subscribed) {
        return Multi.createFrom().emitter(to -> {
            emitter = to;
            Thread.ofVirtual().name("in-progress-" + channel).start(this::keepInProgress);
            subscribed.run();
        });
    }

    /** Hands a batch to the method; it says itself what follows when it is over, such as that its place is free. */
    void handOn(Batch batch) {
        out.add(batch);
        var to = emitter;
        if (to == null) {
            throw new IllegalStateException("emitted before subscription");
        }
        to.emit(new BatchMessage(
                batch.events(), contexts.of(batch.events()), () -> done(batch), why -> failed(batch, why)));
    }

    /**
     * Hands a message from quarantine to the method again.
     *
     * @return completes when the method has applied it, or with the reason why not
     */
    CompletableFuture<Void> replay(Refused refused) {
        var over = new CompletableFuture<Void>();
        var to = emitter;
        if (to == null) {
            return CompletableFuture.failedFuture(new IllegalStateException(channel + " has not started yet"));
        }
        var again = List.of(Decoder.decode(refused));
        to.emit(new BatchMessage(again, contexts.of(again), () -> over.complete(null), over::completeExceptionally));
        return over;
    }

    private void done(Batch batch) {
        verdicts.applied(batch.messages());
        over(batch);
    }

    private void failed(Batch batch, Throwable why) {
        if (closed) {
            verdicts.later(batch.messages(), Duration.ZERO);
        } else if (database.blames(why)) {
            LOG.warnf(
                    "%s: the database refused a batch of %d: %s",
                    channel, batch.messages().size(), why.getMessage());
            verdicts.later(batch.messages(), WHILE_DOWN);
        } else if (batch.messages().size() > 1) {
            LOG.warnf(
                    why,
                    "%s: a batch of %d was refused; trying one by one",
                    channel,
                    batch.messages().size());
            split(batch);
            return;
        } else {
            verdicts.refused(batch.messages().getFirst(), why);
        }
        over(batch);
    }

    /** Hands the members on one after the other, on the place of the batch. */
    private void split(Batch batch) {
        out.remove(batch);
        var singles = batch.singly();
        out.addAll(singles);
        handOn(singles.getFirst());
    }

    private void over(Batch batch) {
        out.remove(batch);
        var next = batch.next();
        if (next != null) {
            handOn(next);
        } else {
            batch.end();
        }
    }

    /** Tells the server of batches that take long that they are still being worked on. */
    private void keepInProgress() {
        try {
            while (!closed) {
                TimeUnit.MILLISECONDS.sleep(ackWait.dividedBy(3).toMillis());
                out.forEach(batch -> verdicts.stillOut(batch.messages()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    void close() {
        closed = true;
    }
}
