package io.afterhours.foundation.trace;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Gives every request a trace: the one its header names, else one that begins here. The ids only join log lines and messages;
 * nothing is allowed or shown because of them, so any caller may name one.
 */
@ApplicationScoped
public class TraceGate {
    /** Before everything else, so that refusals are traced too. */
    private static final int FIRST = 20_000;

    void register(@Observes Filters filters) {
        filters.register(TraceGate::trace, FIRST);
    }

    /** The scope ends with the request, whose own context holds it. */
    private static void trace(RoutingContext context) {
        var _ = Trace.after(context.request().getHeader(Trace.HEADER)).open();
        context.next();
    }
}
