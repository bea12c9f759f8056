package io.afterhours.cost.usage;

import io.afterhours.contracts.Check;
import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.Json;
import io.afterhours.contracts.access.AgentName;
import io.afterhours.contracts.agent.UsageReported;
import io.afterhours.cost.price.Basis;
import io.afterhours.cost.price.Money;
import io.afterhours.cost.price.Priced;
import io.afterhours.foundation.http.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.resteasy.reactive.RestResponse;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Takes usage from agents that have no NATS client. */
@Path("/api/usage")
@RunOnVirtualThread
public class UsageResource {
    private static final int LONGEST_KEY = 200;

    private final Jdbi jdbi;
    private final UsageKeyStore keys;
    private final ForeignReports foreign;
    private final Bookkeeper bookkeeper;
    private final InstantSource clock;

    UsageResource(Jdbi jdbi, UsageKeyStore keys, ForeignReports foreign, Bookkeeper bookkeeper, InstantSource clock) {
        this.jdbi = jdbi;
        this.keys = keys;
        this.foreign = foreign;
        this.bookkeeper = bookkeeper;
        this.clock = clock;
    }

    /**
     * What was booked.
     *
     * @param id the caller's key, or one made for it
     * @param cost absent when the model has no price
     */
    public record Booked(
            String id,
            String session,
            String model,
            @Nullable Money cost,
            Basis basis) {}

    /**
     * Books a report, once per key: 201, and 200 with the same answer when it is repeated. 409 when another report came under the
     * same key, and when a runner reports for the session.
     */
    @POST
    @Operation(operationId = "reportUsage")
    public RestResponse<Booked> report(
            @Nullable UsageReported usage,
            @HeaderParam("Idempotency-Key") @Nullable String key,
            @HeaderParam(AgentName.HEADER) @Nullable String agent) {
        if (usage == null) {
            throw new InvalidEvent("payload", "a JSON object", null);
        }
        var report = new Report(usage, AgentName.of(agent), clock.instant(), null);
        if (key == null) {
            return jdbi.inTransaction(tx -> {
                var priced = book(tx, report);
                return RestResponse.status(
                        RestResponse.Status.CREATED, booked(UUID.randomUUID().toString(), usage, priced));
            });
        }
        var id = Check.required("Idempotency-Key", key, LONGEST_KEY);
        return jdbi.inTransaction(tx -> {
            var known = keys.find(tx, id);
            if (known.isPresent()) {
                if (!known.get().report().equals(written(usage))) {
                    throw Problem.conflict("key-reused", "Another report was booked under the key " + id + ".");
                }
                return RestResponse.ok(booked(id, usage, known.get().priced()));
            }
            var priced = book(tx, report);
            keys.add(tx, id, written(usage), priced, report.receivedAt());
            return RestResponse.status(RestResponse.Status.CREATED, booked(id, usage, priced));
        });
    }

    private Priced book(Handle tx, Report report) {
        var reason = foreign.among(tx, List.of(report)).apply(report);
        if (reason != null) {
            throw Problem.conflict("foreign-session", reason);
        }
        return bookkeeper.book(tx, List.of(report)).getFirst().priced();
    }

    private static String written(UsageReported usage) {
        return new String(Json.write(usage), StandardCharsets.UTF_8);
    }

    private static Booked booked(String id, UsageReported usage, Priced priced) {
        return new Booked(id, usage.session(), usage.model(), priced.cost(), priced.basis());
    }
}
