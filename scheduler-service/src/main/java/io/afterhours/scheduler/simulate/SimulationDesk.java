package io.afterhours.scheduler.simulate;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.Words;
import io.afterhours.scheduler.batch.SharedPart;
import io.afterhours.scheduler.batching.BatchConfig;
import io.afterhours.scheduler.batching.Measurer;
import io.afterhours.scheduler.budget.BudgetStore;
import io.afterhours.scheduler.calendar.CalendarStore;
import io.afterhours.scheduler.calibration.Estimator;
import io.afterhours.scheduler.clearance.SafetyKeeper;
import io.afterhours.scheduler.clearance.SafetyStore;
import io.afterhours.scheduler.control.ControlStore;
import io.afterhours.scheduler.control.LadderStore;
import io.afterhours.scheduler.control.PolicyStore;
import io.afterhours.scheduler.dispatch.DispatchConfig;
import io.afterhours.scheduler.estimate.Estimate;
import io.afterhours.scheduler.markdown.MarkdownQueue;
import io.afterhours.scheduler.markdown.Unread;
import io.afterhours.scheduler.policy.BundledPolicies;
import io.afterhours.scheduler.policy.Context;
import io.afterhours.scheduler.policy.Policy;
import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.queue.BuildStore;
import io.afterhours.scheduler.runner.PoolStore;
import io.afterhours.scheduler.runner.RunnerStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Gathers what a simulation is made from, so that it then needs nothing but itself. */
@ApplicationScoped
public class SimulationDesk {
    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

    private final ControlStore control;
    private final PolicyStore policies;
    private final LadderStore ladders;
    private final BuildStore builds;
    private final RunnerStore runners;
    private final BudgetStore budgets;
    private final HistoryStore history;
    private final CalendarStore calendars;
    private final SafetyStore safety;
    private final SafetyKeeper keeper;
    private final Estimator estimator;
    private final Measurer measurer;
    private final BatchConfig batches;
    private final DispatchConfig dispatch;
    private final InstantSource clock;

    SimulationDesk(
            ControlStore control,
            PolicyStore policies,
            LadderStore ladders,
            BuildStore builds,
            RunnerStore runners,
            BudgetStore budgets,
            HistoryStore history,
            CalendarStore calendars,
            SafetyStore safety,
            SafetyKeeper keeper,
            Estimator estimator,
            Measurer measurer,
            BatchConfig batches,
            DispatchConfig dispatch,
            InstantSource clock) {
        this.control = control;
        this.policies = policies;
        this.ladders = ladders;
        this.builds = builds;
        this.runners = runners;
        this.budgets = budgets;
        this.history = history;
        this.calendars = calendars;
        this.safety = safety;
        this.keeper = keeper;
        this.estimator = estimator;
        this.measurer = measurer;
        this.batches = batches;
        this.dispatch = dispatch;
        this.clock = clock;
    }

    private record Queue(String name, List<Work> works, List<Unread> unread) {}

    /** What is to be run; everything wrong with the request is refused here. */
    Simulator.Task gather(Handle tx, SimulationRequest request) {
        var compared = policies(tx, request);
        var calendar = calendar(tx, compared);
        var setup = setup(tx, request, calendar);
        var queue = queue(tx, request, setup.from(), calendar.zone());
        return new Comparison(setup, compared, queue.works(), queue.name(), queue.unread(), isOn(request.retries()))
                ::run;
    }

    private Setup setup(Handle tx, SimulationRequest request, Policy calendar) {
        var asked = request.from();
        var from = asked == null ? nextMidnight(calendar.zone()) : asked;
        var slots = request.slots();
        var ladder = ladders.inForce(tx);
        return new Setup(
                from,
                value(request.days()),
                value(request.seed()),
                calendar,
                slots == null ? Math.max(1, runners.slots(tx, PoolStore.DEFAULT, dispatch.runnerSilence())) : slots,
                limits(tx, request.budgets()),
                isOn(request.retries()) ? ladder : ladder.withoutRungs(),
                dispatch.wallClock(),
                Model.ASSUMED_ALONE.learned(history.read(tx), shared(tx)),
                calendars.meetings(tx, from),
                batches.limits());
    }

    /** Of every kind whose builds go together, what is shared among them. */
    private Map<String, SharedPart> shared(Handle tx) {
        var shared = new TreeMap<String, SharedPart>();
        batches.limits().kinds().forEach(kind -> shared.put(kind, measurer.shared(tx, kind)));
        return shared;
    }

    private List<Policy> policies(Handle tx, SimulationRequest request) {
        var asked = request.policies();
        return asked == null || asked.isEmpty()
                ? List.of(control.read(tx).policy())
                : asked.stream().map(each -> policy(tx, each)).toList();
    }

    private Policy policy(Handle tx, JsonNode asked) {
        return asked.isTextual() ? policies.known(tx, asked.textValue()) : policies.described(asked, "policies.");
    }

    /** The person lives alike under every policy: as the first says that says where they are, else as the one in force does. */
    private Policy calendar(Handle tx, List<Policy> compared) {
        return Stream.concat(compared.stream(), Stream.of(control.read(tx).policy()))
                .filter(each -> each.contexts().stream()
                        .anyMatch(rule -> rule.context() == Context.AVAILABLE
                                && !rule.hours().isEmpty()))
                .findFirst()
                .orElseGet(() -> BundledPolicies.night(control.zone()));
    }

    private Queue queue(Handle tx, SimulationRequest request, Instant from, ZoneId zone) {
        var markdown = request.markdown();
        var base = markdown == null ? asItStands(tx, from) : read(tx, markdown, from, zone);
        if (base.works().isEmpty()) {
            throw new InvalidEvent(markdown == null ? "queue" : "markdown", "at least one open build", "none");
        }
        var count = request.builds();
        var works = count == null ? base.works() : Workload.repeated(base.works(), count);
        if (works.size() > SimulationRequest.MOST_BUILDS) {
            throw new InvalidEvent("builds", "at most " + SimulationRequest.MOST_BUILDS, works.size());
        }
        var perDay = request.arrivals();
        return new Queue(
                base.name(),
                perDay == null ? works : Workload.arriving(works, perDay, from, value(request.seed())),
                base.unread());
    }

    private Queue read(Handle tx, String markdown, Instant from, ZoneId zone) {
        var document = MarkdownQueue.read(markdown, zone);
        var known = new HashMap<Sort, Estimate>();
        return new Queue(
                "markdown",
                Workload.of(
                        document,
                        from,
                        each -> known.computeIfAbsent(
                                new Sort(each.kind(), each.effort(), each.agent(), each.model()),
                                sort -> estimator.estimate(tx, sort.kind(), sort.effort(), sort.agent(), sort.model())),
                        each -> keeper.wouldHold(tx, each),
                        dispatch.defaultAgent()),
                document.unread());
    }

    /** What an estimate is made from. */
    private record Sort(
            String kind,
            Duration effort,
            @Nullable String agent,
            @Nullable String model) {}

    private Queue asItStands(Handle tx, Instant from) {
        var open = new ArrayList<Build>(builds.live(tx));
        open.addAll(builds.waiting(tx, SimulationRequest.MOST_BUILDS + 1));
        return new Queue(
                "as it stands",
                Workload.of(
                        open, builds.prerequisites(tx, open), safety.findings(tx, open), from, dispatch.defaultAgent()),
                List.of());
    }

    private List<Limit> limits(Handle tx, @Nullable Map<String, BigDecimal> asked) {
        if (asked != null) {
            return asked.entrySet().stream()
                    .sorted(Map.Entry.comparingByKey())
                    .map(each -> new Limit(
                            Words.read("budgets", each.getKey(), Limit.Period.values()),
                            each.getValue().multiply(NANOS).longValue(),
                            true))
                    .toList();
        }
        return budgets.all(tx).stream()
                .flatMap(each -> Stream.of(Limit.Period.values())
                        .filter(period -> period.word().equals(each.name()))
                        .map(period -> new Limit(period, each.limitNanos(), each.hard())))
                .toList();
    }

    private Instant nextMidnight(ZoneId zone) {
        return clock.instant()
                .atZone(zone)
                .toLocalDate()
                .plusDays(1)
                .atStartOfDay(zone)
                .toInstant();
    }

    private static int value(@Nullable Integer number) {
        return number == null ? 0 : number;
    }

    private static long value(@Nullable Long number) {
        return number == null ? 0 : number;
    }

    private static boolean isOn(@Nullable Boolean given) {
        return given == null || given;
    }
}
