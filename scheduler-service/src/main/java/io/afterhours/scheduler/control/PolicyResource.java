package io.afterhours.scheduler.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.afterhours.contracts.Check;
import io.afterhours.contracts.Json;
import io.afterhours.contracts.access.Person;
import io.afterhours.scheduler.policy.Policy;
import io.afterhours.scheduler.policy.PolicyWriter;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Policies: read, looked at before they are changed, changed while running, taken back, chosen. */
@Path("/api/policies")
@RunOnVirtualThread
public class PolicyResource {
    /** Fields that are answered and are no part of a policy, so that what was read can be sent back. */
    private static final List<String> ANSWERED = List.of("active", "version", "warnings");

    private final Jdbi jdbi;
    private final PolicyStore store;
    private final ControlStore control;
    private final PolicyDesk desk;
    private final Switchboard switchboard;

    PolicyResource(Jdbi jdbi, PolicyStore store, ControlStore control, PolicyDesk desk, Switchboard switchboard) {
        this.jdbi = jdbi;
        this.store = store;
        this.control = control;
        this.desk = desk;
        this.switchboard = switchboard;
    }

    /** All policies; each has a field {@code active}. */
    public record Policies(List<ObjectNode> items) {}

    /** What is probably not meant; a policy with a mistake is refused instead. */
    public record Validated(List<PolicyDesk.WarningView> warnings) {}

    /** What a policy says and said, newest first. */
    public record History(List<PolicyStore.Version> items) {}

    /** To which version; the one before the latest where it is missing. */
    public record Back(@Nullable Integer version) {}

    @GET
    @Operation(operationId = "listPolicies")
    public Policies list() {
        return jdbi.inTransaction(tx -> {
            var active = active(tx);
            return new Policies(
                    store.all(tx).stream().map(each -> view(each, active)).toList());
        });
    }

    @GET
    @Path("/{name}")
    @Operation(operationId = "getPolicy")
    public ObjectNode get(@PathParam("name") String name) {
        return jdbi.inTransaction(tx -> view(store.known(tx, name), active(tx)));
    }

    /** Creates or replaces a policy; the name in the path counts. */
    @PUT
    @Path("/{name}")
    @Operation(operationId = "putPolicy")
    public ObjectNode put(
            @PathParam("name") String name, JsonNode body, @HeaderParam(Person.HEADER) @Nullable String by) {
        var policy = read(name, body);
        return jdbi.inTransaction(tx -> {
            var version = desk.save(tx, policy, Person.of(by));
            return withWarnings(view(policy, active(tx)).put("version", version), policy);
        });
    }

    /** Says what is wrong with a policy, or probably not meant; changes nothing. */
    @POST
    @Path("/{name}/validate")
    @Operation(operationId = "validatePolicy")
    public Validated validate(@PathParam("name") String name, JsonNode body) {
        return new Validated(PolicyDesk.warnings(read(name, body)));
    }

    /** Says what the policy would do to the builds that wait if it counted; without a body, the policy as it is saved. */
    @POST
    @Path("/{name}/preview")
    @Operation(operationId = "previewPolicy")
    public PolicyDesk.Preview preview(@PathParam("name") String name, @Nullable JsonNode body) {
        var given = body == null || body.isNull() || body.isMissingNode() ? null : read(name, body);
        return jdbi.inTransaction(tx -> desk.preview(tx, given == null ? store.known(tx, name) : given));
    }

    @GET
    @Path("/{name}/week")
    @Operation(operationId = "getPolicyWeek")
    public PolicyDesk.Week week(@PathParam("name") String name) {
        return jdbi.inTransaction(tx -> desk.week(tx, name));
    }

    @GET
    @Path("/{name}/history")
    @Operation(operationId = "listPolicyVersions")
    public History history(@PathParam("name") String name) {
        return jdbi.inTransaction(tx -> {
            store.known(tx, name);
            return new History(store.versions(tx, name));
        });
    }

    @POST
    @Path("/{name}/rollback")
    @Operation(operationId = "rollBackPolicy")
    public ObjectNode rollback(
            @PathParam("name") String name, @Nullable Back back, @HeaderParam(Person.HEADER) @Nullable String by) {
        return jdbi.inTransaction(tx -> {
            var policy = desk.rollback(tx, name, back == null ? null : back.version(), Person.of(by));
            return withWarnings(view(policy, active(tx)), policy);
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

    private String active(Handle tx) {
        return control.read(tx).policy().name();
    }

    private Policy read(String name, @Nullable JsonNode body) {
        Check.id("name", name);
        var document = Check.present("payload", "a policy", body).deepCopy();
        if (document instanceof ObjectNode object) {
            object.put("name", name);
            object.remove(ANSWERED);
        }
        return store.described(document, "");
    }

    private static ObjectNode view(Policy policy, String active) {
        return PolicyWriter.write(policy).put("active", policy.name().equals(active));
    }

    private static ObjectNode withWarnings(ObjectNode view, Policy policy) {
        view.set("warnings", Json.mapper().valueToTree(PolicyDesk.warnings(policy)));
        return view;
    }
}
