package io.afterhours.scheduler.nightplan;

import io.afterhours.contracts.Priority;
import io.afterhours.scheduler.dispatch.FactsReader;
import io.afterhours.scheduler.queue.BuildStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** What the night holds. */
@Path("/api/queue/plan")
@RunOnVirtualThread
public class NightPlanResource {
    /** No night holds more. */
    private static final int LOOKED_AT = 200;

    private final Jdbi jdbi;
    private final BuildStore builds;
    private final FactsReader facts;
    private final NightPlanConfig config;
    private final InstantSource clock;

    NightPlanResource(Jdbi jdbi, BuildStore builds, FactsReader facts, NightPlanConfig config, InstantSource clock) {
        this.jdbi = jdbi;
        this.builds = builds;
        this.facts = facts;
        this.config = config;
        this.clock = clock;
    }

    /**
     * The plan as it is shown.
     *
     * @param minutes of work, if all goes as expected
     * @param mayCost dollars, in nine of ten cases at most
     */
    public record View(
            Instant from,
            Instant until,
            ZoneId zone,
            String policy,
            long minutes,
            BigDecimal mayCost,
            List<Planned> builds,
            List<Left> left) {}

    /** A build that fits, and the slot it takes. */
    public record Planned(
            String build,
            String title,
            Priority priority,
            int lane,
            Instant start,
            Instant likelyEnd,
            Instant latestEnd) {}

    /** A build that does not fit, and why. */
    public record Left(
            String build,
            String title,
            Priority priority,
            String code,
            String text,
            @Nullable Instant until) {}

    @GET
    @Operation(operationId = "getPlan")
    public View plan() {
        var now = clock.instant();
        return jdbi.inTransaction(tx -> {
            var gathered = facts.about(tx, builds.waiting(tx, LOOKED_AT));
            var zone = gathered.policy().zone();
            var night = Night.seen(now, zone, config.at(), config.until());
            return view(
                    NightPlanRules.plan(gathered, now, night.from(), night.until()),
                    zone,
                    gathered.policy().name());
        });
    }

    private static View view(NightPlan plan, ZoneId zone, String policy) {
        return new View(
                plan.from(),
                plan.until(),
                zone,
                policy,
                plan.work().toMinutes(),
                BigDecimal.valueOf(plan.mayCost(), 9).stripTrailingZeros(),
                plan.builds().stream().map(NightPlanResource::view).toList(),
                plan.left().stream().map(each -> view(each, zone)).toList());
    }

    private static Planned view(NightPlan.Planned planned) {
        return new Planned(
                planned.build().id(),
                planned.build().title(),
                planned.build().priority(),
                planned.lane(),
                planned.start(),
                planned.likelyEnd(),
                planned.latestEnd());
    }

    private static Left view(NightPlan.Left left, ZoneId zone) {
        return new Left(
                left.build().id(),
                left.build().title(),
                left.build().priority(),
                left.verdict().code().word(),
                left.verdict().text(left.at(), zone),
                left.verdict().until().orElse(null));
    }
}
