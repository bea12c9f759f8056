package io.afterhours.foundation.nats;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/**
 * One reactive message for one batch. Its acknowledgement never fails, because a failed one would end the channel; what goes
 * wrong there is repaired by redelivery.
 */
final class BatchMessage implements Message<List<? extends Delivery<?>>> {
    private final List<? extends Delivery<?>> events;
    private final Metadata metadata;
    private final Runnable acknowledged;
    private final Consumer<Throwable> refused;

    BatchMessage(
            List<? extends Delivery<?>> events, Metadata metadata, Runnable acknowledged, Consumer<Throwable> refused) {
        this.events = events;
        this.metadata = metadata;
        this.acknowledged = acknowledged;
        this.refused = refused;
    }

    @Override
    public List<? extends Delivery<?>> getPayload() {
        return events;
    }

    @Override
    public Metadata getMetadata() {
        return metadata;
    }

    @Override
    public Function<Metadata, CompletionStage<Void>> getAckWithMetadata() {
        return metadata -> {
            acknowledged.run();
            return CompletableFuture.completedFuture(null);
        };
    }

    @Override
    public BiFunction<Throwable, Metadata, CompletionStage<Void>> getNackWithMetadata() {
        return (why, metadata) -> {
            refused.accept(why);
            return CompletableFuture.completedFuture(null);
        };
    }
}
