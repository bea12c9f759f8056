package io.afterhours.scheduler.context;

import io.afterhours.contracts.access.Person;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.ext.Provider;

/**
 * Takes a command or a request by the dashboard as a sign that the person is there. They come through the gateway, which names who
 * acts; what it reads for its own live view has no name and is no sign, and neither is what a page or a script sends unasked.
 */
@Provider
public class PresenceFilter implements ContainerRequestFilter {
    private final PresenceKeeper keeper;

    PresenceFilter(PresenceKeeper keeper) {
        this.keeper = keeper;
    }

    @Override
    public void filter(ContainerRequestContext request) {
        if (request.getHeaderString(Person.HEADER) != null && request.getHeaderString(Person.UNASKED) == null) {
            keeper.seen();
        }
    }
}
