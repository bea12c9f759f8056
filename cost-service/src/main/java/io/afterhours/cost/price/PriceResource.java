package io.afterhours.cost.price;

import io.afterhours.contracts.Check;
import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.access.Person;
import io.afterhours.foundation.http.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Shows the prices in use with where they come from, changes them, and tells what they were. */
@Path("/api/prices")
@RunOnVirtualThread
public class PriceResource {
    private static final int LONGEST_NOTE = 500;

    private final Jdbi jdbi;
    private final PriceStore store;
    private final PriceBook book;
    private final PriceKeeper keeper;
    private final InstantSource clock;

    PriceResource(Jdbi jdbi, PriceStore store, PriceBook book, PriceKeeper keeper, InstantSource clock) {
        this.jdbi = jdbi;
        this.store = store;
        this.book = book;
        this.keeper = keeper;
        this.clock = clock;
    }

    /**
     * The prices in use.
     *
     * @param snapshot the day of the bundled list
     * @param sources where the bundled rates were read
     */
    public record Prices(
            LocalDate snapshot, String unit, List<PriceList.Source> sources, List<Model> models, Instant asOf) {}

    /** A model with all prices it ever had, and the version they are of. */
    public record Model(
            String model,
            String provider,
            List<String> aliases,
            List<Price> prices,
            long version,
            Instant at,
            String by,
            Origin origin,
            @Nullable String note) {
        static Model of(PriceVersion version) {
            var model = version.prices();
            return new Model(
                    model.model(),
                    model.provider(),
                    model.aliases(),
                    model.prices(),
                    version.version(),
                    version.at(),
                    version.by(),
                    version.origin(),
                    version.note());
        }
    }

    /**
     * All prices of a model, as they are to be.
     *
     * @param version the version that the change was made from; absent where it does not matter
     * @param note why
     */
    public record Edit(
            @Nullable String provider,
            @Nullable List<String> aliases,
            @Nullable List<Price> prices,
            @Nullable Long version,
            @Nullable String note) {
        public Edit {
            provider = Check.id("provider", provider);
            aliases = Check.list("aliases", aliases, 50).stream()
                    .map(alias -> alias.strip().toLowerCase(Locale.ROOT))
                    .toList();
            prices = Check.list("prices", prices, 50);
            note = Check.optional("note", note, LONGEST_NOTE);
            if (prices.isEmpty() || prices.stream().map(Price::since).distinct().count() < prices.size()) {
                throw new InvalidEvent(
                        "prices", "at least one price, each from another day", prices.size() + " prices");
            }
        }

        ModelPrices of(String model) {
            return new ModelPrices(
                    model,
                    String.valueOf(provider),
                    aliases == null ? List.of() : aliases,
                    prices == null ? List.of() : prices);
        }
    }

    /** A model's versions, newest first. */
    public record History(List<Model> items) {}

    @GET
    @Operation(operationId = "listPrices")
    public Prices prices() {
        var bundled = PriceTable.bundled().list();
        return new Prices(
                bundled.snapshot(),
                bundled.unit(),
                bundled.sources(),
                book.versions().stream().map(Model::of).toList(),
                clock.instant());
    }

    @GET
    @Path("/{model}/history")
    @Operation(operationId = "getPriceHistory")
    public History history(@PathParam("model") String model) {
        var versions = jdbi.withHandle(handle -> store.history(handle, model));
        if (versions.isEmpty()) {
            throw Problem.notFound("price", model);
        }
        return new History(versions.stream().map(Model::of).toList());
    }

    /** Writes down all prices of a model; what was booked at others stays as it is. */
    @PUT
    @Path("/{model}")
    @Operation(operationId = "setPrice")
    public Model set(
            @PathParam("model") String model, @Nullable Edit edit, @HeaderParam(Person.HEADER) @Nullable String by) {
        if (edit == null) {
            throw new InvalidEvent("payload", "a JSON object", null);
        }
        return Model.of(keeper.set(edit.of(model), edit.version(), Person.of(by), edit.note()));
    }

    /** Takes another price list in but for some models, or, without {@code apply}, says what that would change. */
    @POST
    @Path("/import")
    @Consumes("application/json")
    @Operation(operationId = "importPrices")
    public PriceImport.Report take(
            byte @Nullable [] file,
            @QueryParam("from") @Nullable String from,
            @QueryParam("except") List<String> except,
            @QueryParam("apply") boolean apply,
            @HeaderParam(Person.HEADER) @Nullable String by) {
        var list = PriceFiles.read(file == null ? new byte[0] : file, day(from));
        return keeper.take(list, new LinkedHashSet<>(except), apply, Person.of(by));
    }

    private LocalDate day(@Nullable String from) {
        if (from == null || from.isBlank()) {
            return clock.instant().atOffset(ZoneOffset.UTC).toLocalDate();
        }
        try {
            return LocalDate.parse(from.strip());
        } catch (DateTimeParseException e) {
            throw new InvalidEvent("from", "a day such as 2026-11-01", from);
        }
    }
}
