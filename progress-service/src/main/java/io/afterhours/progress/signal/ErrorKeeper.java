package io.afterhours.progress.signal;

import io.afterhours.progress.session.SessionKeeper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Counts the errors that sessions tell of, and says which come again and again while nothing moves. */
@ApplicationScoped
public class ErrorKeeper {
    private final Jdbi jdbi;
    private final ErrorStore store;
    private final SessionKeeper sessions;
    private final SignalConfig config;
    private final InstantSource clock;
    private volatile Instant reportsSince = Instant.EPOCH;

    ErrorKeeper(Jdbi jdbi, ErrorStore store, SessionKeeper sessions, SignalConfig config, InstantSource clock) {
        this.jdbi = jdbi;
        this.store = store;
        this.sessions = sessions;
        this.config = config;
        this.clock = clock;
    }

    /** Looks at what was written and reported since the last look; to see a report twice counts it once. */
    public void look() {
        var now = clock.instant();
        jdbi.useTransaction(tx -> count(tx, store.reports(tx, reportsSince)));
        reportsSince = now.minusSeconds(30);
        while (jdbi.inTransaction(this::countLines)) {
            // The next lines, in a transaction of their own.
        }
        jdbi.useTransaction(tx -> endWhatIsOver(tx, now));
    }

    private boolean countLines(Handle tx) {
        var lines = store.lines(tx);
        count(tx, lines.errors());
        return lines.more();
    }

    /** Counts what is not over already. */
    private void count(Handle tx, List<ErrorRules.Said> found) {
        var over = clock.instant().minus(config.errorOver());
        var said = found.stream().filter(each -> each.at().isAfter(over)).toList();
        if (said.isEmpty()) {
            return;
        }
        var counted = new LinkedHashMap<String, Repeated>();
        var about = said.stream().map(ErrorRules.Said::session).collect(Collectors.toCollection(TreeSet::new));
        store.known(tx, about).forEach(each -> counted.put(key(each.session(), each.alike()), each));
        var changed = new LinkedHashMap<String, Repeated>();
        for (var each : said) {
            var key = key(each.session(), ErrorRules.alike(each.text()));
            var before = counted.get(key);
            var after = ErrorRules.counted(before, each);
            if (!after.equals(before)) {
                counted.put(key, after);
                changed.put(key, after);
            }
        }
        if (!changed.isEmpty()) {
            store.save(tx, changed.values());
            raise(tx, changed);
        }
    }

    private void raise(Handle tx, Map<String, Repeated> changed) {
        var often = new HashMap<String, Repeated>();
        for (var each : changed.values()) {
            if (each.times() >= config.sameError()) {
                often.merge(each.session(), each, (one, other) -> one.times() >= other.times() ? one : other);
            }
        }
        if (!often.isEmpty()) {
            sessions.judge(
                    tx,
                    often.keySet(),
                    (session, heardAt) -> ErrorRules.raised(session, Objects.requireNonNull(often.get(session.id()))));
        }
    }

    private void endWhatIsOver(Handle tx, Instant now) {
        var over = Set.copyOf(store.forget(tx, now.minus(config.errorOver())));
        if (!over.isEmpty()) {
            var left = store.known(tx, over).stream()
                    .filter(each -> each.times() >= config.sameError())
                    .map(Repeated::session)
                    .collect(Collectors.toSet());
            sessions.judge(
                    tx,
                    over.stream().filter(each -> !left.contains(each)).toList(),
                    (session, heardAt) -> ErrorRules.over(session));
        }
    }

    private static String key(String session, String alike) {
        return session + "\n" + alike;
    }
}
