package io.afterhours.foundation.http;

import io.vertx.ext.web.RoutingContext;

/** Lets a request in that carries no bearer token, e.g. one with a session cookie or for a public page. */
@FunctionalInterface
public interface Admission {
    /** Whether the request may go on; called on the event loop, so it must not block. */
    boolean admits(RoutingContext request);
}
