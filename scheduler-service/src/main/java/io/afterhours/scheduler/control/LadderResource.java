package io.afterhours.scheduler.control;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.afterhours.contracts.Check;
import io.afterhours.contracts.Json;
import io.afterhours.contracts.access.Person;
import io.afterhours.scheduler.ladder.LadderWriter;
import io.afterhours.scheduler.retry.Ladder;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The retry ladder: read with what became of its rungs, checked, changed while running, taken back. */
@Path("/api/ladder")
@RunOnVirtualThread
public class LadderResource {
    /** Fields that are answered and are no part of a ladder, so that what was read can be sent back. */
    private static final List<String> ANSWERED =
            List.of("version", "changedAt", "changedBy", "note", "policy", "waits", "rates");

    private final Jdbi jdbi;
    private final LadderDesk desk;
    private final LadderStore store;

    LadderResource(Jdbi jdbi, LadderDesk desk, LadderStore store) {
        this.jdbi = jdbi;
        this.desk = desk;
        this.store = store;
    }

    /** What the ladder says and said, newest first. */
    public record History(List<PolicyStore.Version> items) {}

    /** To which version; the one before the latest where it is missing. */
    public record Back(@Nullable Integer version) {}

    @GET
    @Operation(operationId = "getLadder")
    public ObjectNode get() {
        return jdbi.inTransaction(this::view);
    }

    /** Replaces the ladder; builds that wait on a rung keep the time they were given. */
    @PUT
    @Operation(operationId = "putLadder")
    public ObjectNode put(
            JsonNode body, @QueryParam("note") @Nullable String note, @HeaderParam(Person.HEADER) @Nullable String by) {
        var ladder = read(body);
        var because = Check.optional("note", note, Check.TEXT);
        return jdbi.inTransaction(tx -> {
            desk.save(tx, ladder, Person.of(by), because);
            return view(tx);
        });
    }

    /** Says what is wrong with a ladder; answers it with everything spelt out that counts, and changes nothing. */
    @POST
    @Path("/validate")
    @Operation(operationId = "validateLadder")
    public ObjectNode validate(JsonNode body) {
        return LadderWriter.write(read(body));
    }

    @GET
    @Path("/history")
    @Operation(operationId = "listLadderVersions")
    public History history() {
        return jdbi.inTransaction(tx -> new History(store.versions(tx)));
    }

    @POST
    @Path("/rollback")
    @Operation(operationId = "rollBackLadder")
    public ObjectNode rollback(@Nullable Back back, @HeaderParam(Person.HEADER) @Nullable String by) {
        return jdbi.inTransaction(tx -> {
            desk.rollback(tx, back == null ? null : back.version(), Person.of(by));
            return view(tx);
        });
    }

    private ObjectNode view(Handle tx) {
        var shown = desk.shown(tx);
        var json = LadderWriter.write(shown.ladder());
        json.setAll(Json.mapper().<ObjectNode>valueToTree(shown.version()));
        json.put("policy", shown.policy());
        json.set("waits", Json.mapper().valueToTree(shown.waits()));
        json.set("rates", Json.mapper().valueToTree(shown.rates()));
        return json;
    }

    private static Ladder read(@Nullable JsonNode body) {
        var document = Check.present("payload", "a ladder", body).deepCopy();
        if (document instanceof ObjectNode object) {
            object.remove(ANSWERED);
        }
        return LadderDesk.described(document);
    }
}
