package io.afterhours.scheduler.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.afterhours.contracts.Check;
import io.afterhours.foundation.http.Problem;
import io.afterhours.scheduler.policy.InvalidPolicy;
import io.afterhours.scheduler.policy.Policy;
import io.afterhours.scheduler.policy.PolicyReader;
import io.afterhours.scheduler.policy.PolicyWriter;
import io.afterhours.scheduler.queue.Person;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Policies: read, changed while running, chosen. */
@Path("/api/policies")
@RunOnVirtualThread
public class PolicyResource {
    private final Jdbi jdbi;
    private final ControlStore store;
    private final Switchboard switchboard;

    PolicyResource(Jdbi jdbi, ControlStore store, Switchboard switchboard) {
        this.jdbi = jdbi;
        this.store = store;
        this.switchboard = switchboard;
    }

    /** All policies; each has a field {@code active}. */
    public record Policies(List<ObjectNode> items) {}

    @GET
    @Operation(operationId = "listPolicies")
    public Policies list() {
        return jdbi.inTransaction(tx -> {
            var active = store.read(tx).policy().name();
            return new Policies(
                    store.policies(tx).stream().map(each -> view(each, active)).toList());
        });
    }

    @GET
    @Path("/{name}")
    @Operation(operationId = "getPolicy")
    public ObjectNode get(@PathParam("name") String name) {
        return jdbi.inTransaction(
                tx -> view(store.known(tx, name), store.read(tx).policy().name()));
    }

    /** Creates or replaces a policy; the name in the path counts. */
    @PUT
    @Path("/{name}")
    @Operation(operationId = "putPolicy")
    public ObjectNode put(
            @PathParam("name") String name, JsonNode body, @HeaderParam(Person.HEADER) @Nullable String by) {
        Check.id("name", name);
        var document = Check.present("payload", "a policy", body).deepCopy();
        if (document instanceof ObjectNode object) {
            object.put("name", name);
            object.remove("active");
        }
        var policy = read(document);
        return jdbi.inTransaction(tx -> {
            switchboard.save(tx, policy, Person.of(by));
            return view(policy, store.read(tx).policy().name());
        });
    }

    @POST
    @Path("/{name}/use")
    @Operation(operationId = "usePolicy")
    public ObjectNode use(@PathParam("name") String name, @HeaderParam(Person.HEADER) @Nullable String by) {
        return jdbi.inTransaction(tx -> {
            var policy = store.known(tx, name);
            switchboard.use(tx, policy, Person.of(by));
            return view(policy, name);
        });
    }

    private Policy read(JsonNode document) {
        try {
            return PolicyReader.read(document, store.zone());
        } catch (InvalidPolicy e) {
            throw new Problem(
                    400,
                    "invalid",
                    String.valueOf(e.getMessage()),
                    e.faults().stream()
                            .map(fault -> new Problem.FieldError(fault.field(), fault.expected(), fault.was()))
                            .toList());
        }
    }

    private static ObjectNode view(Policy policy, String active) {
        return PolicyWriter.write(policy).put("active", policy.name().equals(active));
    }
}
