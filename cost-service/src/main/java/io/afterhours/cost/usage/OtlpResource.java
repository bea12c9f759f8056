package io.afterhours.cost.usage;

import io.afterhours.contracts.InvalidEvent;
import io.afterhours.cost.usage.MetricBookkeeper.Outcome;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** Takes what Claude Code measures of itself, over OTLP/HTTP: whoever runs it needs no hook and no script for its cost. */
@Path("/api/otlp/v1/metrics")
@RunOnVirtualThread
public class OtlpResource {
    private static final String PROTOBUF = "application/x-protobuf";
    private static final String JSON = "application/json";

    private final MetricBookkeeper bookkeeper;

    OtlpResource(MetricBookkeeper bookkeeper) {
        this.bookkeeper = bookkeeper;
    }

    /** Books an export of metrics, each figure once however often it is sent; figures of other metrics are left out. */
    @POST
    @Consumes({PROTOBUF, JSON})
    @Operation(operationId = "exportMetrics")
    public Response export(byte @Nullable [] body, @HeaderParam("Content-Type") String type) {
        if (body == null || body.length == 0) {
            throw new InvalidEvent("payload", "an OTLP export of metrics", null);
        }
        var json = type.startsWith(JSON);
        Outcome outcome = bookkeeper.book(OtlpReader.read(body, json));
        return Response.ok(OtlpReader.answer(outcome.rejected(), outcome.reason(), json), json ? JSON : PROTOBUF)
                .build();
    }
}
