package io.afterhours.cost.window;

import io.afterhours.contracts.Check;
import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.access.Person;
import io.afterhours.contracts.agent.WindowReported;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Shows the windows of subscriptions, sets what is kept of them, and takes what is said of them by those without NATS. */
@Path("/api/windows")
@RunOnVirtualThread
public class WindowResource {
    private final Jdbi jdbi;
    private final WindowStore store;
    private final WindowKeeper keeper;
    private final InstantSource clock;

    WindowResource(Jdbi jdbi, WindowStore store, WindowKeeper keeper, InstantSource clock) {
        this.jdbi = jdbi;
        this.store = store;
        this.keeper = keeper;
        this.clock = clock;
    }

    /** All windows, by agent and name. */
    public record Windows(List<Item> items, Instant asOf) {}

    /**
     * A window as it stands.
     *
     * @param state {@code open}; {@code reserved}, when what is left is kept for the person; {@code spent}
     */
    public record Item(
            String agent,
            String window,
            double usedPercent,
            int reservePercent,
            Instant resetsAt,
            String state,
            Instant saidAt) {
        static Item of(SubscriptionWindow window, Instant now) {
            return new Item(
                    window.agent(),
                    window.name(),
                    window.usedPercent(now),
                    window.reservePercent(),
                    window.resetsAt(),
                    window.state(now).name().toLowerCase(Locale.ROOT),
                    window.saidAt());
        }
    }

    /**
     * What is set of a window.
     *
     * @param reservePercent so much of it is kept for the person, 0 to 100
     * @param usedPercent of what it allows, with {@code resetsAt}: as the provider says
     */
    public record Setting(
            @Nullable Integer reservePercent,
            @Nullable Double usedPercent,
            @Nullable Instant resetsAt) {
        public Setting {
            if (reservePercent != null) {
                Check.within("reservePercent", reservePercent, 0, 100);
            }
            if (reservePercent == null && usedPercent == null) {
                throw new InvalidEvent("reservePercent", "a number from 0 to 100, or usedPercent with resetsAt", null);
            }
            if (usedPercent != null) {
                Check.present("resetsAt", "when the window is empty again", resetsAt);
            }
        }
    }

    @GET
    @Operation(operationId = "listWindows")
    public Windows windows() {
        var now = clock.instant();
        return new Windows(
                jdbi.withHandle(store::list).stream()
                        .map(each -> Item.of(each, now))
                        .toList(),
                now);
    }

    /** Sets what is kept of a window, or says how much of it is used; all windows are the answer. */
    @PUT
    @Path("/{agent}/{window}")
    @Operation(operationId = "setWindow")
    public Windows set(
            @PathParam("agent") String agent,
            @PathParam("window") String window,
            @Nullable Setting setting,
            @HeaderParam(Person.HEADER) @Nullable String by) {
        var wanted = Check.present("payload", "what is to be set", setting);
        Check.id("agent", agent);
        var used = wanted.usedPercent();
        var resetsAt = wanted.resetsAt();
        if (used != null && resetsAt != null) {
            var saying = Saying.of(new WindowReported(window, used, resetsAt, null, null), agent, clock.instant());
            jdbi.useTransaction(tx -> keeper.hear(tx, List.of(saying)));
        }
        var reserve = wanted.reservePercent();
        if (reserve != null) {
            keeper.reserve(agent, window, reserve, Person.of(by));
        }
        return windows();
    }
}
