package io.afterhours.cost.price;

import io.afterhours.contracts.InvalidEvent;
import io.afterhours.foundation.http.Problem;
import io.afterhours.foundation.time.Jobs;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** Changes prices, one change at a time, and never what was booked at them. */
@ApplicationScoped
public class PriceKeeper {
    private static final String SUITE = "afterhours";
    private static final int BEFORE_ANYTHING_IS_BOOKED = 10;

    private final Jdbi jdbi;
    private final PriceStore store;
    private final PriceBook book;
    private final Jobs jobs;
    private final InstantSource clock;

    PriceKeeper(Jdbi jdbi, PriceStore store, PriceBook book, Jobs jobs, InstantSource clock) {
        this.jdbi = jdbi;
        this.store = store;
        this.book = book;
        this.jobs = jobs;
        this.clock = clock;
    }

    void start(@Observes @Priority(BEFORE_ANYTHING_IS_BOOKED) StartupEvent event) {
        takeSnapshot(PriceTable.bundled().list());
    }

    /** Has changes that another instance took seen here. */
    void watch(@Observes StartupEvent event) {
        jobs.every(PriceBook.STALE, "prices", book::refresh);
    }

    /** Takes in what the bundled snapshot says of models whose prices nobody changed here. */
    void takeSnapshot(PriceList snapshot) {
        change(tx -> {
            var known = store.current(tx).stream()
                    .collect(Collectors.toMap(each -> each.prices().model(), Function.identity()));
            var table = PriceTable.of(List.copyOf(known.values()));
            var fresh = snapshot.models().stream()
                    .filter(model -> isFresh(model, known.get(model.model())) && isFree(model, table))
                    .toList();
            store.add(tx, fresh, Origin.BUNDLED, SUITE, "snapshot of " + snapshot.snapshot(), clock.instant());
            return fresh.size();
        });
    }

    private static boolean isFresh(ModelPrices model, @Nullable PriceVersion known) {
        return known == null
                || (known.origin() == Origin.BUNDLED && !known.prices().equals(model));
    }

    /** A name that a person gave to another model stays theirs. */
    private static boolean isFree(ModelPrices model, PriceTable table) {
        return Stream.concat(Stream.of(model.model()), model.aliases().stream())
                .flatMap(name -> table.named(name).stream())
                .allMatch(owner -> owner.model().equals(model.model()));
    }

    /**
     * Writes down a model's prices; what was booked stays as it is.
     *
     * @param seen the version that the change was made from; absent where it does not matter
     * @throws Problem 409 when the prices were changed since
     */
    PriceVersion set(ModelPrices model, @Nullable Long seen, String by, @Nullable String note) {
        return change(tx -> {
            var versions = store.current(tx);
            PriceRules.check(model, PriceTable.of(versions));
            var last = store.history(tx, model.model()).stream().findFirst();
            long at = last.map(PriceVersion::version).orElse(0L);
            if (seen != null && seen != at) {
                throw Problem.conflict(
                        "changed-since",
                        "The prices of " + model.model() + " are of version " + at + ", not " + seen
                                + "; look at them again.");
            }
            store.add(tx, List.of(model), Origin.EDIT, by, note, clock.instant());
            return store.history(tx, model.model()).getFirst();
        });
    }

    /** What a price list would change but for some models, and, where it is to be, its changes written down. */
    PriceImport.Report take(PriceImport file, Collection<String> except, boolean apply, String by) {
        return change(tx -> {
            var report = file.against(PriceTable.of(store.current(tx)), except);
            if (apply) {
                var models = report.models();
                if (models.isEmpty()) {
                    throw new InvalidEvent("payload", "a price list with a price that is not in use already", "none");
                }
                store.add(tx, models, Origin.IMPORT, by, file.source(), clock.instant());
            }
            return report;
        });
    }

    private <T> T change(Function<Handle, T> change) {
        T result = jdbi.inTransaction(tx -> {
            store.lock(tx);
            return change.apply(tx);
        });
        book.refresh();
        return result;
    }
}
