package io.afterhours.scheduler.dispatch;

import io.afterhours.contracts.Subject;
import io.afterhours.contracts.scheduler.AttemptDispatched;
import io.afterhours.foundation.outbox.Outbox;
import io.afterhours.scheduler.batching.BatchId;
import io.afterhours.scheduler.batching.Companions;
import io.afterhours.scheduler.batching.Companions.Together;
import io.afterhours.scheduler.budget.Reservations;
import io.afterhours.scheduler.dispatch.FactsReader.Head;
import io.afterhours.scheduler.planning.Budget;
import io.afterhours.scheduler.planning.Verdict;
import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.queue.BuildEvents;
import io.afterhours.scheduler.queue.BuildId;
import io.afterhours.scheduler.queue.BuildStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Makes attempts of builds that a plan starts, and hands them to their pools. */
@ApplicationScoped
public class Starter {
    private final FactsReader facts;
    private final BuildStore store;
    private final AttemptStore attempts;
    private final Reservations reservations;
    private final BuildEvents events;
    private final Outbox outbox;
    private final Companions companions;
    private final BatchStarter batchStarter;
    private final DispatchConfig config;

    Starter(
            FactsReader facts,
            BuildStore store,
            AttemptStore attempts,
            Reservations reservations,
            BuildEvents events,
            Outbox outbox,
            Companions companions,
            BatchStarter batchStarter,
            DispatchConfig config) {
        this.facts = facts;
        this.store = store;
        this.attempts = attempts;
        this.reservations = reservations;
        this.events = events;
        this.outbox = outbox;
        this.companions = companions;
        this.batchStarter = batchStarter;
        this.config = config;
    }

    /**
     * What a plan lets start.
     *
     * @param openLanes the lanes that it lets in: who goes along must be let in too
     * @param exempt what is said of builds that start over a budget, by their ids
     */
    record Terms(Set<Long> openLanes, List<Budget> budgets, Map<String, Verdict.Exempt> exempt) {}

    /**
     * Starts those of the builds that still are as they were read and for which there is room in the budgets, in their order,
     * each with those it goes together with.
     *
     * @return one build for each attempt that was handed out, as it is then
     */
    List<Build> start(Handle tx, List<Head> chosen, Terms terms, Instant now) {
        var members = chosen.stream().filter(Head::inBatch).map(Head::build).toList();
        var builds = chosen.stream().map(Head::build).toList();
        var affordable = orders(builds, companions.of(tx, members, terms.openLanes())).stream()
                .flatMap(each -> admitted(tx, each, terms.budgets(), now).stream())
                .toList();
        var moved =
                store
                        .dispatch(
                                tx,
                                affordable.stream()
                                        .flatMap(each -> each.builds().stream())
                                        .toList(),
                                now)
                        .stream()
                        .collect(Collectors.toMap(Build::id, each -> each));
        var started = new ArrayList<Build>();
        for (var order : affordable) {
            var ready = order.builds().stream()
                    .map(each -> moved.get(each.id()))
                    .filter(Objects::nonNull)
                    .toList();
            if (ready.isEmpty()) {
                reservations.release(tx, order.session());
            } else {
                start(tx, order, ready, terms, now);
                started.add(ready.getFirst());
            }
        }
        return started;
    }

    /** The order with what it may cost reserved; where that is refused for the sake of those that go along, the first build alone. */
    private Optional<Order> admitted(Handle tx, Order order, List<Budget> budgets, Instant now) {
        return Stream.of(order, order.alone())
                .distinct()
                .filter(each -> reservations.reserve(
                        tx, each.session(), each.lead().estimate().costP90(), spender(each, budgets), now))
                .findFirst();
    }

    private void start(Handle tx, Order order, List<Build> ready, Terms terms, Instant now) {
        var batch = order.batch();
        if (batch == null || ready.size() == 1) {
            start(tx, ready.getFirst(), order.session(), terms, now);
        } else {
            batchStarter.start(tx, batch, ready, order.session(), now);
        }
    }

    private Reservations.Spender spender(Order order, List<Budget> budgets) {
        var lead = order.lead();
        var all = order.builds().stream().map(facts::candidate).toList();
        return new Reservations.Spender(
                Objects.requireNonNullElse(lead.agent(), config.defaultAgent()),
                lead.model(),
                order.builds().stream().map(each -> each.id().toString()).toList(),
                order.builds().stream()
                        .flatMap(each -> each.tags().stream())
                        .distinct()
                        .toList(),
                budgets.stream()
                        .filter(each -> each.exempts(all))
                        .map(Budget::name)
                        .toList());
    }

    /** What is handed out, in the order of those chosen; who goes with one of them goes with the first. */
    private static List<Order> orders(List<Build> chosen, List<Together> together) {
        var orders = new ArrayList<Order>();
        var taken = new HashSet<BuildId>();
        for (var build : chosen) {
            if (!taken.contains(build.id())) {
                var order = Order.of(build, together);
                order.builds().forEach(each -> taken.add(each.id()));
                orders.add(order);
            }
        }
        return orders;
    }

    /** Builds that one run of an agent does, under one session. */
    private record Order(String session, @Nullable BatchId batch, List<Build> builds) {
        static Order of(Build lead, List<Together> together) {
            var session = UUID.randomUUID().toString();
            for (var each : together) {
                if (each.has(lead.id())) {
                    var others =
                            each.builds().stream().filter(other -> !other.id().equals(lead.id()));
                    return new Order(
                            session,
                            each.batch(),
                            Stream.concat(Stream.of(lead), others).toList());
                }
            }
            return new Order(session, null, List.of(lead));
        }

        Order alone() {
            return builds.size() == 1 ? this : new Order(session, null, List.of(lead()));
        }

        Build lead() {
            return builds.getFirst();
        }
    }

    private void start(Handle tx, Build build, String session, Terms terms, Instant now) {
        var agent = Objects.requireNonNullElse(build.agent(), config.defaultAgent());
        var fence = attempts.insert(
                tx,
                new AttemptStore.NewAttempt(
                        build.id(),
                        build.attempts(),
                        session,
                        build.pool(),
                        agent,
                        build.model(),
                        build.workspace(),
                        null),
                config.lease(),
                now);
        var order = new Outbox.Outgoing(
                new Subject.Dispatch(build.pool()),
                new AttemptDispatched(
                        session,
                        build.resume(),
                        build.id().toString(),
                        build.attempts(),
                        fence,
                        config.lease(),
                        build.title(),
                        build.prompt(),
                        build.evidence(),
                        agent,
                        build.model(),
                        build.workspace(),
                        build.accept(),
                        build.cap(),
                        config.wallClock(),
                        build.tags()));
        var told = events.told(
                tx,
                build,
                new BuildEvents.About(session, build.attempts(), agent, build.model(), null, null),
                "dispatched",
                "Attempt " + build.attempts() + rung(build) + " sent to pool " + build.pool()
                        + exemption(terms.exempt().get(build.id().toString())) + ".",
                now);
        outbox.add(tx, List.of(order, told));
    }

    private static String exemption(Verdict.@Nullable Exempt over) {
        return over == null ? "" : ", " + over.clause();
    }

    private static String rung(Build build) {
        var rung = build.tally().rung();
        return rung == 0 ? "" : ", rung " + rung + " of the retry ladder,";
    }
}
