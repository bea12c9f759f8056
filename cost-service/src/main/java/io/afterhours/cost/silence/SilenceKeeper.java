package io.afterhours.cost.silence;

import io.afterhours.contracts.progress.ProgressChanged;
import io.afterhours.cost.ledger.Entry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Keeps when sessions moved last, and what they spent long after that. */
@ApplicationScoped
public class SilenceKeeper {
    /** Longer than a report and the progress beside it are apart while both streams are read as they come. */
    private static final Duration LATE = Duration.ofMinutes(1);

    private final SilenceStore store;
    private final SilenceConfig config;
    private final InstantSource clock;
    private final ZoneId zone;

    SilenceKeeper(SilenceStore store, SilenceConfig config, InstantSource clock, ZoneId zone) {
        this.store = store;
        this.config = config;
        this.clock = clock;
        this.zone = zone;
    }

    /** Takes how sessions stand, in the order in which it was said. */
    void hear(Handle tx, Collection<ProgressChanged> said) {
        var known = store.standings(
                tx, said.stream().map(ProgressChanged::session).distinct().toList());
        var moved = new LinkedHashMap<String, Standing>();
        for (var each : said) {
            var before = moved.getOrDefault(each.session(), known.get(each.session()));
            var after = before == null ? Standing.of(each) : before.after(each);
            if (!after.equals(before)) {
                moved.put(each.session(), after);
            }
        }
        if (!moved.isEmpty()) {
            store.save(tx, moved.values());
        }
    }

    /** Adds what of some entries was spent in silence. */
    public void book(Handle tx, Collection<Entry> entries) {
        var now = clock.instant();
        var judged = entries.stream()
                .filter(each -> nanos(each) > 0 && each.receivedAt().plus(LATE).isAfter(now))
                .toList();
        if (judged.isEmpty()) {
            return;
        }
        var standings = store.standings(tx, judged.stream().map(Entry::session).collect(Collectors.toSet()));
        List<SilenceStore.Silent> silent = judged.stream()
                .filter(each -> {
                    var standing = standings.get(each.session());
                    return standing != null && standing.isSilent(each.occurredAt(), config.after());
                })
                .map(each -> new SilenceStore.Silent(
                        each.occurredAt().atZone(zone).toLocalDate(), each.session(), nanos(each)))
                .toList();
        if (!silent.isEmpty()) {
            store.add(tx, silent);
        }
    }

    /** Forgets where sessions stand that have not moved for long; how many that were. */
    int forget(Handle tx) {
        return store.forget(tx, clock.instant().minus(config.keep()));
    }

    /** Keeps of days that are long over what was spent in silence, and no more by whom; how many sessions' costs that were. */
    int addUp(Handle tx) {
        return store.addUp(tx, clock.instant().minus(config.keep()).atZone(zone).toLocalDate());
    }

    private static long nanos(Entry entry) {
        var cost = entry.priced().cost();
        return cost == null ? 0 : cost.nanos();
    }
}
