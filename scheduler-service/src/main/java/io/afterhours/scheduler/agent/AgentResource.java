package io.afterhours.scheduler.agent;

import io.afterhours.contracts.Check;
import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.access.AgentName;
import io.afterhours.contracts.access.Grants;
import io.afterhours.contracts.access.Person;
import io.afterhours.foundation.http.Problem;
import io.afterhours.scheduler.audit.Audit;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Who may publish. */
@Path("/api/agents")
@RunOnVirtualThread
public class AgentResource {
    private final Jdbi jdbi;
    private final AgentStore store;
    private final Identities identities;
    private final AgentConfig config;
    private final Audit audit;
    private final InstantSource clock;

    AgentResource(
            Jdbi jdbi, AgentStore store, Identities identities, AgentConfig config, Audit audit, InstantSource clock) {
        this.jdbi = jdbi;
        this.store = store;
        this.identities = identities;
        this.config = config;
        this.audit = audit;
        this.clock = clock;
    }

    /** An agent as it is shown. */
    public record View(
            String agent, Instant addedAt, @Nullable Instant removedAt) {}

    /** All agents that were ever added. */
    public record Agents(List<View> items) {}

    /** An agent to add. */
    public record NewAgent(@Nullable String name) {}

    /**
     * A new identity.
     *
     * @param credentials content of a credentials file; it is shown this once
     */
    public record Credentials(String agent, String natsUrl, String credentials, String inboxPrefix) {}

    @GET
    @Operation(operationId = "listAgents")
    public Agents list() {
        return new Agents(jdbi.inTransaction(store::list).stream()
                .map(each -> new View(each.agent(), each.addedAt(), each.removedAt()))
                .toList());
    }

    /** Adds an agent; one that is there gets new credentials, and its old ones are refused from then on. */
    @POST
    @Operation(operationId = "addAgent")
    public Response add(@Nullable NewAgent asked, @HeaderParam(Person.HEADER) @Nullable String by) {
        var name = Check.id("name", asked == null ? null : asked.name());
        if (AgentName.isReserved(name) || name.equals(AgentName.UNSAID)) {
            throw new InvalidEvent("name", "a name that no part of Afterhours has", name);
        }
        var made = identities.make(name);
        jdbi.useTransaction(tx -> {
            withdraw(tx, name);
            store.put(tx, name, made.publicKey(), clock.instant());
            audit.note(tx, Person.of(by), "add agent", name, null, "done");
        });
        return Response.status(201)
                .entity(new Credentials(name, config.natsUrl(), made.credentials(), Grants.inboxPrefix(name)))
                .build();
    }

    /** Withdraws an agent's credentials; it is disconnected at once. */
    @DELETE
    @Path("/{name}")
    @Operation(operationId = "removeAgent")
    public View remove(@PathParam("name") String name, @HeaderParam(Person.HEADER) @Nullable String by) {
        return jdbi.inTransaction(tx -> {
            var agent = store.find(tx, name).orElseThrow(() -> Problem.notFound("agent", name));
            withdraw(tx, name);
            store.remove(tx, name, clock.instant());
            audit.note(tx, Person.of(by), "remove agent", name, null, "done");
            return new View(name, agent.addedAt(), clock.instant());
        });
    }

    private void withdraw(Handle tx, String name) {
        store.hold(tx);
        store.find(tx, name)
                .filter(each -> each.removedAt() == null)
                .ifPresent(each -> identities.revoke(each.publicKey()));
    }
}
