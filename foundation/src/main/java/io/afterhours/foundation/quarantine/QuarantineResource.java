package io.afterhours.foundation.quarantine;

import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.access.Person;
import io.afterhours.foundation.http.PageLimit;
import io.afterhours.foundation.http.Problem;
import io.afterhours.foundation.nats.NatsConnector;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.reactive.messaging.spi.Connector;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Lists what stands in quarantine, hands an entry to its method again, and drops one. */
@Path("/api/quarantine")
@RunOnVirtualThread
public class QuarantineResource {
    private static final Logger LOG = Logger.getLogger(QuarantineResource.class);
    private static final int USUAL = 50;
    private static final int MOST = 500;

    private final Quarantine quarantine;
    private final NatsConnector connector;
    private final String service;

    QuarantineResource(
            Quarantine quarantine,
            @Connector("nats") NatsConnector connector,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.quarantine = quarantine;
        this.connector = connector;
        this.service = service;
    }

    /** A page, newest first. */
    public record Page(
            List<Quarantine.Entry> items, @Nullable String next) {}

    @GET
    @Operation(operationId = "listQuarantine")
    public Page list(
            @QueryParam("after") @Nullable Long after,
            @QueryParam("limit") @Nullable String limit,
            @QueryParam("q") @Nullable String text) {
        var most = PageLimit.of(limit, USUAL, MOST);
        var entries = quarantine.list(after, most, text == null || text.isBlank() ? null : text.strip());
        return new Page(
                entries,
                entries.size() < most ? null : Long.toString(entries.getLast().id()));
    }

    @POST
    @Path("/{id}/replay")
    @Operation(operationId = "replayQuarantined")
    public Quarantine.Entry replay(@PathParam("id") long id, @HeaderParam(Person.HEADER) @Nullable String by)
            throws InterruptedException {
        var refused = quarantine.find(id).orElseThrow(() -> unknown(id));
        try {
            connector.replay(refused).get(30, TimeUnit.SECONDS);
        } catch (InvalidEvent e) {
            throw Problem.conflict("still-refused", "It is refused for the same kind of reason: " + e.getMessage());
        } catch (ExecutionException e) {
            throw Problem.conflict("still-refused", "It is refused again: " + e.getCause());
        } catch (TimeoutException e) {
            throw Problem.unavailable("The consumer did not take it within 30 seconds; try again later.");
        }
        return quarantine
                .markReplayed(id, new Quarantine.Settler(service, Person.of(by)))
                .orElseThrow(() -> unknown(id));
    }

    /** Removes a message that nobody wants applied any more; what the log and the audit then say is all that is left of it. */
    @DELETE
    @Path("/{id}")
    @Operation(operationId = "dropQuarantined")
    public Quarantine.Entry drop(@PathParam("id") long id, @HeaderParam(Person.HEADER) @Nullable String by) {
        var entry = quarantine
                .drop(id, new Quarantine.Settler(service, Person.of(by)))
                .orElseThrow(() -> unknown(id));
        LOG.infof(
                "dropped from quarantine: %d, sequence %d of %s on %s (by: %s)",
                id, entry.sequence(), entry.stream(), entry.subject(), Person.of(by));
        return entry;
    }

    private static Problem unknown(long id) {
        return Problem.notFound("quarantine entry", Long.toString(id));
    }
}
