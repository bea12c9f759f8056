package io.afterhours.scheduler.queue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.Json;
import io.afterhours.contracts.access.Person;
import io.afterhours.contracts.agent.BuildRequested;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Many builds queued at once. */
@Path("/api/builds/batch")
@RunOnVirtualThread
public class BatchResource {
    public static final int MOST = 1_000;

    private static final ObjectMapper MAPPER = Json.configure(JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(Json.limits(5 * 1024 * 1024, 200_000))
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build()))
            .build();

    private final Jdbi jdbi;
    private final Intake intake;

    BatchResource(Jdbi jdbi, Intake intake) {
        this.jdbi = jdbi;
        this.intake = intake;
    }

    /**
     * What became of one of them.
     *
     * @param index its place in what was sent, from 0
     * @param status {@code queued}, {@code same} as one that was there, or {@code refused}
     * @param id of the build; absent where it was refused
     * @param field what was wrong, where it was refused
     * @param expected what was expected there
     * @param was what was there
     */
    public record Item(
            int index,
            String status,
            @Nullable String id,
            @Nullable String field,
            @Nullable String expected,
            @Nullable String was) {
        static Item of(int index, Intake.Outcome outcome) {
            return switch (outcome) {
                case Intake.Taken taken ->
                    new Item(
                            index,
                            taken.isNew() ? "queued" : "same",
                            taken.build().id().toString(),
                            null,
                            null,
                            null);
                case Intake.Refused refused ->
                    new Item(
                            index,
                            "refused",
                            null,
                            refused.why().field(),
                            refused.why().expected(),
                            refused.why().was());
            };
        }
    }

    /** How many were queued, were there already, and were refused; and each of them in the order they were sent. */
    public record Batch(int queued, int same, int refused, List<Item> items) {
        static Batch of(List<Intake.Outcome> outcomes) {
            var items = new ArrayList<Item>();
            outcomes.forEach(each -> items.add(Item.of(items.size(), each)));
            return new Batch(count(items, "queued"), count(items, "same"), count(items, "refused"), items);
        }

        private static int count(List<Item> items, String status) {
            return (int)
                    items.stream().filter(each -> each.status().equals(status)).count();
        }
    }

    /** Queues up to 1,000 builds in one transaction, each checked as if it came alone; one that is refused harms no other. */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "addBuilds")
    public Batch add(byte[] body, @HeaderParam(Person.HEADER) @Nullable String by) {
        var asked = new ArrayList<Asked>();
        for (var each : array(body)) {
            asked.add(read(each));
        }
        return jdbi.inTransaction(tx -> {
            var legible = asked.stream()
                    .filter(Legible.class::isInstance)
                    .map(each -> ((Legible) each).request())
                    .toList();
            var taken = intake.takeAll(tx, legible, Person.of(by)).iterator();
            return Batch.of(asked.stream()
                    .map(each -> switch (each) {
                        case Legible _ -> taken.next();
                        case Illegible illegible -> new Intake.Refused(illegible.why());
                    })
                    .toList());
        });
    }

    private static JsonNode array(byte[] body) {
        try {
            var read = body.length == 0 ? null : MAPPER.readTree(body);
            if (read == null || !read.isArray()) {
                throw new InvalidEvent("payload", "an array of builds", read == null ? null : read.getNodeType());
            }
            if (read.size() > MOST) {
                throw new InvalidEvent("payload", "at most " + MOST + " builds", read.size() + " builds");
            }
            return read;
        } catch (IOException e) {
            throw Json.explain(e);
        }
    }

    private static Asked read(JsonNode build) {
        try {
            if (!build.isObject()) {
                return new Illegible(new InvalidEvent("payload", "a build with at least a title", build.getNodeType()));
            }
            return new Legible(MAPPER.treeToValue(build, BuildRequested.class));
        } catch (IOException e) {
            return new Illegible(Json.explain(e));
        }
    }

    /** One of the builds as it was sent. */
    private sealed interface Asked {}

    private record Legible(BuildRequested request) implements Asked {}

    private record Illegible(InvalidEvent why) implements Asked {}
}
