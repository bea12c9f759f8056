package io.afterhours.foundation.nats;

import io.afterhours.foundation.trace.Trace;
import io.quarkus.vertx.core.runtime.VertxMDC;
import io.smallrye.common.vertx.VertxContext;
import io.smallrye.reactive.messaging.providers.locals.LocalContextMetadata;
import io.vertx.core.Vertx;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Metadata;

/** Where a batch is worked on: a Vert.x context of its own, in which the trace of its messages is the current one. */
final class TracedContext {
    private final Vertx vertx;

    TracedContext(Vertx vertx) {
        this.vertx = vertx;
    }

    /** A context for messages; where they are of several traces, one begins here, and each delivery still knows its own. */
    Metadata of(List<? extends Delivery<?>> batch) {
        var context = VertxContext.createNewDuplicatedContext(vertx.getOrCreateContext());
        trace(batch).diagnostics().forEach((key, value) -> VertxMDC.INSTANCE.put(key, value, context));
        return Metadata.of(new LocalContextMetadata(context));
    }

    private static Trace trace(List<? extends Delivery<?>> batch) {
        var traces = batch.stream().map(Delivery::trace).distinct().limit(2).toList();
        return traces.size() == 1 ? traces.getFirst() : Trace.begin();
    }
}
