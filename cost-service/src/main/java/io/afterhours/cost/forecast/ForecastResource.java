package io.afterhours.cost.forecast;

import io.afterhours.contracts.scheduler.QueueExpected.Ending;
import io.afterhours.cost.budget.BudgetView;
import io.afterhours.cost.period.Period;
import io.afterhours.cost.price.Money;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;
import org.jspecify.annotations.Nullable;

/** Shows what today, this week and this month will have cost, and how such forecasts did before. */
@Path("/api/forecast")
@RunOnVirtualThread
public class ForecastResource {
    private static final int SHARE_DIGITS = 3;

    private final Jdbi jdbi;
    private final Forecaster forecaster;
    private final ForecastStore store;
    private final QueueStore queue;
    private final BudgetView budgets;
    private final InstantSource clock;
    private final ZoneId zone;

    ForecastResource(
            Jdbi jdbi,
            Forecaster forecaster,
            ForecastStore store,
            QueueStore queue,
            BudgetView budgets,
            InstantSource clock,
            ZoneId zone) {
        this.jdbi = jdbi;
        this.forecaster = forecaster;
        this.store = store;
        this.queue = queue;
        this.budgets = budgets;
        this.clock = clock;
        this.zone = zone;
    }

    /**
     * The forecasts.
     *
     * @param today what was spent by when, since midnight
     * @param past how forecasts made at half of each period did
     * @param queue what the scheduler said last of what runs and waits; absent where it said nothing yet
     */
    public record Forecasts(
            List<Item> items,
            List<Point> today,
            List<Past> past,
            @Nullable Queued queue,
            String zone,
            Instant asOf) {}

    /**
     * Of one period: p50 is spent, queued and usual together.
     *
     * @param queued what builds that run and wait should cost before it ends
     * @param usual what should come beside that, at the usual pace
     * @param p10 one in ten ends below this, and nine in ten below {@code p90}
     * @param perHour the present pace; absent where the day is too young to have one
     * @param days how many earlier days of the weekday speak for the rest of today
     * @param dryAt when the budget is spent at that pace; absent where the period ends before
     */
    public record Item(
            Period period,
            Money spent,
            Money queued,
            Money usual,
            Money p10,
            Money p50,
            Money p90,
            Money budget,
            @Nullable Money perHour,
            int days,
            @Nullable Instant dryAt,
            Instant periodStart,
            Instant periodEnd) {}

    /**
     * What runs and waits.
     *
     * @param builds how many of them should end at a time that can be said
     * @param cost what they should cost
     * @param undated how many wait for a person, or come up too late to say when, and are not in the forecast
     * @param undatedCost what those should cost
     * @param further how many lie so far back in the queue that they were not looked at
     */
    public record Queued(int builds, Money cost, int undated, Money undatedCost, long further, Instant saidAt) {}

    /** What was spent by then. */
    public record Point(Instant at, Money spent) {}

    /**
     * How past forecasts of a period did.
     *
     * @param held how many of them ended within p10 to p90
     * @param error how far p50 was off in the mean, as a share of what came
     */
    public record Past(String period, long count, long held, BigDecimal error) {}

    @GET
    @Operation(operationId = "getForecast")
    public Forecasts forecast() {
        var now = clock.instant();
        return jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, tx -> {
            var standing = budgets.forAll(tx, now);
            var items = Forecaster.PERIODS.stream()
                    .map(period -> item(tx, period, Objects.requireNonNull(standing.get(period.word())), now))
                    .toList();
            var samples = store.curve(tx, now.atZone(zone).toLocalDate()).stream()
                    .map(each -> new Point(each.at(), new Money(each.nanos())));
            var present = new Point(now, items.getFirst().spent());
            return new Forecasts(
                    items,
                    Stream.concat(samples, Stream.of(present)).toList(),
                    store.grades(tx).stream().map(ForecastResource::past).toList(),
                    queued(queue.last(tx)),
                    zone.getId(),
                    now);
        });
    }

    private Item item(Handle tx, Period period, BudgetView.Item budget, Instant now) {
        var span = period.around(now, zone);
        var facts = forecaster.facts(tx, span, now);
        var outlook = ForecastRules.forecast(facts);
        var perHour = facts.usual().perHour();
        return new Item(
                period,
                new Money(facts.spent()),
                new Money(outlook.queued()),
                new Money(outlook.usual(facts.spent())),
                new Money(outlook.p10()),
                new Money(outlook.p50()),
                new Money(outlook.p90()),
                budget.limit(),
                perHour == null ? null : new Money(Math.round(perHour)),
                facts.usual().rests().size(),
                ForecastRules.dryAt(facts, budget.limit().nanos()).orElse(null),
                span.start(),
                span.end());
    }

    private static @Nullable Queued queued(Queue queue) {
        var said = queue.said();
        return said == null
                ? null
                : new Queued(
                        said.endings().stream().mapToInt(Ending::builds).sum(),
                        new Money(said.endings().stream()
                                .mapToLong(Ending::p50Nanos)
                                .sum()),
                        said.undated(),
                        new Money(said.undatedNanos()),
                        said.further(),
                        said.at());
    }

    private static Past past(ForecastStore.Grade grade) {
        return new Past(
                grade.period(),
                grade.count(),
                grade.held(),
                BigDecimal.valueOf(grade.error()).setScale(SHARE_DIGITS, RoundingMode.HALF_UP));
    }
}
