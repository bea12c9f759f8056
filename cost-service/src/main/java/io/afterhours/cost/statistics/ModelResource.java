package io.afterhours.cost.statistics;

import io.afterhours.contracts.Check;
import io.afterhours.cost.price.Money;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Shows how models did at kinds of builds. */
@Path("/api/models")
@RunOnVirtualThread
public class ModelResource {
    private static final BigDecimal MINUTE =
            BigDecimal.valueOf(Duration.ofMinutes(1).toMillis());

    private final Jdbi jdbi;
    private final Statistician statistician;
    private final StatisticsConfig config;
    private final InstantSource clock;

    ModelResource(Jdbi jdbi, Statistician statistician, StatisticsConfig config, InstantSource clock) {
        this.jdbi = jdbi;
        this.statistician = statistician;
        this.config = config;
        this.clock = clock;
    }

    /** Models by kind, those tried most first. */
    public record Models(List<Item> items, int days, Instant asOf) {}

    /**
     * A model at builds of a kind.
     *
     * @param model absent where nothing was reported of any
     * @param builds how many it succeeded or failed at
     * @param succeeded attempts, as are {@code failed} and {@code interrupted}: cancelled, lost or refused by the provider
     * @param retries attempts at builds that it had tried before
     * @param successRate of the attempts that succeeded or failed, 0 to 1
     * @param cost of the sessions of all attempts; {@code unknownCalls} reports are not in it
     * @param perSuccess the cost by the number of successes
     * @param minutesP50 how long an attempt that succeeded took, from its dispatch to its end
     */
    public record Item(
            @Nullable String model,
            String kind,
            long builds,
            long succeeded,
            long failed,
            long interrupted,
            long retries,
            @Nullable BigDecimal successRate,
            Money cost,
            @Nullable Money perSuccess,
            long unknownCalls,
            @Nullable BigDecimal minutesP50,
            @Nullable BigDecimal minutesP90) {
        static Item of(Statistic statistic) {
            return new Item(
                    statistic.model(),
                    statistic.kind(),
                    statistic.builds(),
                    statistic.succeeded(),
                    statistic.failed(),
                    statistic.interrupted(),
                    statistic.retries(),
                    statistic.successRate(),
                    statistic.cost(),
                    statistic.perSuccess(),
                    statistic.unknownCalls(),
                    minutes(statistic.p50()),
                    minutes(statistic.p90()));
        }

        private static @Nullable BigDecimal minutes(@Nullable Duration duration) {
            return duration == null
                    ? null
                    : BigDecimal.valueOf(duration.toMillis()).divide(MINUTE, 1, RoundingMode.HALF_UP);
        }
    }

    @GET
    @Operation(operationId = "listModels")
    public Models models(
            @QueryParam("days") @Nullable Integer days,
            @QueryParam("model") @Nullable String model,
            @QueryParam("kind") @Nullable String kind) {
        var wanted = days == null ? config.days() : Check.within("days", days, 1, config.keep());
        var now = clock.instant();
        return new Models(
                jdbi.withHandle(handle -> statistician.since(handle, wanted, now)).stream()
                        .filter(each -> model == null || model.equals(each.model()))
                        .filter(each -> kind == null || kind.equals(each.kind()))
                        .map(Item::of)
                        .toList(),
                wanted,
                now);
    }
}
