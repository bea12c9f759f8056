package io.afterhours.progress.signal;

import io.afterhours.contracts.progress.ProgressChanged.Signal;
import io.afterhours.progress.session.Session;
import io.afterhours.progress.session.Session.Raised;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a silence means: how long one usually is, and when one is worth saying. */
final class SilenceRules {
    static final String STALLED = "stalled";

    private final SignalConfig config;

    SilenceRules(SignalConfig config) {
        this.config = config;
    }

    /** The silences of a session between its moments, in seconds. */
    static List<Double> gaps(List<Instant> moments) {
        var sorted = moments.stream().sorted().toList();
        var gaps = new ArrayList<Double>();
        for (int i = 1; i < sorted.size(); i++) {
            gaps.add(Duration.between(sorted.get(i - 1), sorted.get(i)).toNanos() / 1e9);
        }
        return gaps;
    }

    /**
     * What is usual: the k-th smallest of n gaps, with k = ⌈(n + 1) · 0.95⌉, so that the next one is shorter with at least that
     * probability, whatever their distribution.
     */
    Usual usual(List<Double> gaps) {
        if (gaps.size() < config.observations()) {
            return new Usual(null, gaps.size());
        }
        var rank = Math.min(gaps.size(), (int) Math.ceil((gaps.size() + 1) * 0.95));
        var seconds = gaps.stream().sorted().skip(rank - 1).findFirst().orElseThrow();
        return new Usual(Duration.ofMillis(Math.round(seconds * 1_000)), gaps.size());
    }

    /** How long a session may be silent before it is said. */
    Duration limit(Usual usual) {
        var within = usual.within();
        if (within == null) {
            return config.unknown();
        }
        return within.compareTo(config.least()) > 0 ? within : config.least();
    }

    /** Whether a silence since then is longer than one usually is. */
    boolean isLong(Instant since, Usual usual, Instant now) {
        return Duration.between(since, now).compareTo(limit(usual)) > 0;
    }

    /**
     * What is raised of a session: what is there of other kinds, and its silence where it has become worth saying. A silence that
     * was said stays until a line is written again.
     *
     * @param heardAt when the session was last heard of
     * @param wroteAt when a line of it last came in
     */
    List<Raised> judge(Session session, Instant heardAt, @Nullable Instant wroteAt, Usual usual, Instant now) {
        var raised = new ArrayList<>(session.raised());
        var said = raised.stream()
                .filter(each -> each.signal().kind().equals(STALLED))
                .findFirst();
        var last = wroteAt != null && wroteAt.isAfter(heardAt) ? wroteAt : heardAt;
        var silent = isLong(last, usual, now);
        if (said.isPresent()) {
            var wroteSince =
                    wroteAt != null && wroteAt.isAfter(said.get().signal().since());
            if (wroteSince && !silent) {
                raised.remove(said.get());
            }
        } else if (silent) {
            raised.add(new Raised(stalled(session, last, usual), Raised.ANY_REPORT));
        }
        return raised;
    }

    private Signal stalled(Session session, Instant since, Usual usual) {
        var announced = session.announced();
        var kind = announced == null ? null : announced.kind();
        var of = kind == null ? "sessions without a build" : kind;
        var limit = said(limit(usual));
        var within = usual.within();
        var text = within == null
                ? "Nothing was heard for more than " + limit + "; how long " + of
                        + " is usually silent is not known yet (" + usual.observations() + " of "
                        + config.observations() + " updates seen)."
                : "Nothing was heard for more than " + limit + ": 95 of 100 updates of " + of + " come within "
                        + said(within) + " (of " + usual.observations() + " seen).";
        return new Signal(STALLED, since, text, session.message(), within, (long) usual.observations(), null);
    }

    private static String said(Duration duration) {
        var seconds = Math.ceilDiv(duration.toMillis(), 1_000);
        if (seconds < 120) {
            return seconds + " s";
        }
        return seconds < 7_200 ? Math.ceilDiv(seconds, 60) + " min" : Math.ceilDiv(seconds, 3_600) + " h";
    }
}
