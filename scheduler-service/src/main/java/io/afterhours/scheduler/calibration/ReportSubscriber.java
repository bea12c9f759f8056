package io.afterhours.scheduler.calibration;

import io.afterhours.contracts.cost.CostRecorded;
import io.afterhours.contracts.progress.AgentParked;
import io.afterhours.contracts.progress.ProgressChanged;
import io.afterhours.contracts.progress.SessionsChanged;
import io.afterhours.foundation.nats.Delivery;
import io.afterhours.scheduler.budget.Reservations;
import io.afterhours.scheduler.dispatch.CapKeeper;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jdbi.v3.core.Jdbi;

/**
 * Keeps how far attempts are and what they cost. Both events carry absolute state, and an older one changes nothing, so that one
 * that comes again needs no inbox.
 */
@ApplicationScoped
public class ReportSubscriber {
    private final Jdbi jdbi;
    private final ReportStore store;
    private final Reservations reservations;
    private final CapKeeper caps;

    ReportSubscriber(Jdbi jdbi, ReportStore store, Reservations reservations, CapKeeper caps) {
        this.jdbi = jdbi;
        this.store = store;
        this.reservations = reservations;
        this.caps = caps;
    }

    @Incoming("progress")
    @RunOnVirtualThread
    void onProgress(List<Delivery<Record>> batch) {
        var last = last(
                batch.stream().flatMap(delivery -> sessions(delivery.event())),
                ProgressChanged::session,
                (one, other) -> one.version() > other.version() ? one : other);
        jdbi.useTransaction(tx -> store.keepProgress(tx, last));
    }

    @Incoming("cost")
    @RunOnVirtualThread
    void onCost(List<Delivery<CostRecorded>> batch) {
        var last = last(
                batch.stream().map(Delivery::event),
                CostRecorded::session,
                (one, other) -> one.at().isAfter(other.at()) ? one : other);
        jdbi.useTransaction(tx -> {
            store.keepCosts(tx, last);
            reservations.note(
                    tx,
                    last.stream()
                            .map(each -> new Reservations.Spent(each.session(), each.sessionNanos(), each.at()))
                            .toList());
        });
        caps.look(last.stream().collect(Collectors.toMap(CostRecorded::session, CostRecorded::sessionNanos)));
    }

    private static Stream<ProgressChanged> sessions(Record event) {
        return switch (event) {
            case ProgressChanged one -> Stream.of(one);
            case SessionsChanged several -> several.sessions().stream();
            case AgentParked _ -> Stream.empty();
            default -> throw new IllegalArgumentException("no event of sessions: " + event.getClass());
        };
    }

    /** The last of each session. */
    private static <T> Collection<T> last(Stream<T> said, Function<T, String> session, BinaryOperator<T> later) {
        var found = new LinkedHashMap<String, T>();
        said.forEach(each -> found.merge(session.apply(each), each, later));
        return found.values();
    }
}
