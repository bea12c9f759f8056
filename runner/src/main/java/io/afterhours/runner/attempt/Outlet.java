package io.afterhours.runner.attempt;

import io.afterhours.contracts.Subject;
import io.afterhours.foundation.trace.Trace;
import io.afterhours.runner.host.Publisher;
import java.util.concurrent.CompletionStage;

/**
 * Where the events of one attempt go out, in the trace of the message that dispatched it, whichever thread has something to say.
 */
record Outlet(Publisher publisher, Trace trace) {
    /** As {@link Publisher#publish}. */
    CompletionStage<Void> publish(Subject subject, Record event) {
        try (var _ = trace.open()) {
            return publisher.publish(subject, event);
        }
    }

    /** As {@link Publisher#awaitRoom}. */
    void awaitRoom() {
        publisher.awaitRoom();
    }

    /** As {@link Publisher#publishIfRoom}. */
    CompletionStage<Void> publishIfRoom(Subject subject, Record event) {
        try (var _ = trace.open()) {
            return publisher.publishIfRoom(subject, event);
        }
    }
}
