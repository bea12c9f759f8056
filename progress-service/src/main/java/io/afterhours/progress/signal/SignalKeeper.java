package io.afterhours.progress.signal;

import io.afterhours.progress.session.SessionKeeper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Learns how long sessions are usually silent, and says which are silent for longer. */
@ApplicationScoped
public class SignalKeeper {
    private static final int AT_A_TIME = 100;

    private final Jdbi jdbi;
    private final GapStore gaps;
    private final SilenceStore silences;
    private final SessionKeeper sessions;
    private final SilenceRules rules;
    private final InstantSource clock;
    private final Duration shortest;

    SignalKeeper(
            Jdbi jdbi,
            GapStore gaps,
            SilenceStore silences,
            SessionKeeper sessions,
            SignalConfig config,
            InstantSource clock) {
        this.jdbi = jdbi;
        this.gaps = gaps;
        this.silences = silences;
        this.sessions = sessions;
        this.rules = new SilenceRules(config);
        this.clock = clock;
        this.shortest = config.least().compareTo(config.unknown()) < 0 ? config.least() : config.unknown();
    }

    /** Learns from the sessions that have ended. */
    public void learn() {
        while (jdbi.inTransaction(this::learnSome) == AT_A_TIME) {
            // The next hundred, in a transaction of their own.
        }
    }

    private int learnSome(Handle tx) {
        var ended = gaps.unlearned(tx, AT_A_TIME);
        var byKind = new HashMap<String, List<Double>>();
        for (var each : ended) {
            byKind.merge(each.kind(), SilenceRules.gaps(each.moments()), SignalKeeper::joined);
        }
        // In one order, so that two services that learn of the same kinds cannot wait for each other.
        byKind.entrySet().stream()
                .filter(each -> !each.getValue().isEmpty())
                .sorted(Map.Entry.comparingByKey())
                .forEach(each -> gaps.add(tx, each.getKey(), each.getValue()));
        gaps.learned(tx, ended.stream().map(GapStore.Heard::id).toList());
        return ended.size();
    }

    private static List<Double> joined(List<Double> one, List<Double> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }

    /** Says which sessions are silent for longer than usual, and which no longer are. */
    public void judge() {
        jdbi.useTransaction(tx -> {
            var now = clock.instant();
            var found = silences.silent(tx, now.minus(shortest)).stream()
                    .collect(Collectors.toMap(
                            SilenceStore.Silent::id, Function.identity(), (one, same) -> one, HashMap::new));
            if (found.isEmpty()) {
                return;
            }
            var known = gaps.gaps(
                    tx, found.values().stream().map(SilenceStore.Silent::kind).collect(Collectors.toSet()));
            var usual = new HashMap<String, Usual>();
            known.forEach((kind, seconds) -> usual.put(kind, rules.usual(seconds)));
            found.values()
                    .removeIf(silent -> !silent.said()
                            && !rules.isLong(silent.lastAt(), usual.getOrDefault(silent.kind(), Usual.UNKNOWN), now));
            sessions.judge(tx, found.keySet(), (session, heardAt) -> {
                var silent = Objects.requireNonNull(found.get(session.id()));
                return rules.judge(
                        session, heardAt, silent.wroteAt(), usual.getOrDefault(silent.kind(), Usual.UNKNOWN), now);
            });
        });
    }
}
