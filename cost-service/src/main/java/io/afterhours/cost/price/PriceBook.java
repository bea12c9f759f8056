package io.afterhours.cost.price;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Jdbi;

/** Holds the prices in use. */
@ApplicationScoped
public class PriceBook {
    /** How long a change that another instance took may go unnoticed here. */
    static final Duration STALE = Duration.ofSeconds(5);

    private final Jdbi jdbi;
    private final PriceStore store;
    private volatile Page page = new Page(0, PriceTable.bundled(), List.of());

    /** The prices as of a change. */
    private record Page(long stamp, PriceTable table, List<PriceVersion> versions) {}

    PriceBook(Jdbi jdbi, PriceStore store) {
        this.jdbi = jdbi;
        this.store = store;
    }

    public PriceTable table() {
        return page.table();
    }

    List<PriceVersion> versions() {
        return page.versions();
    }

    /** Reads the prices again when somebody changed them. */
    synchronized void refresh() {
        jdbi.useHandle(handle -> {
            var stamp = store.stamp(handle);
            if (stamp != page.stamp()) {
                var versions = store.current(handle);
                page = new Page(stamp, PriceTable.of(versions), versions);
            }
        });
    }
}
