package io.afterhours.progress.session;

import io.afterhours.progress.session.Session.Announced;
import io.afterhours.progress.session.Session.Closing;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Keeps sessions: who owns them, what is reported of them, and when they are over. */
@ApplicationScoped
public class SessionKeeper {
    private final SessionStore store;
    private final HistoryStore history;
    private final Announcer announcer;

    SessionKeeper(SessionStore store, HistoryStore history, Announcer announcer) {
        this.store = store;
        this.history = history;
        this.announcer = announcer;
    }

    /** Somebody's wish to say something about a session. */
    public record Claim(String session, String agent, Instant at) {}

    /** What the scheduler says of a session; the closing is there when the attempt is over. */
    public record Attempt(
            String session,
            Announced announced,
            @Nullable String runner,
            Instant at,
            @Nullable Closing closing) {}

    /** Which claims are not taken, and why: by their index. */
    public record Refusals(Map<Integer, String> reasons) {
        public @Nullable String of(int index) {
            return reasons.get(index);
        }
    }

    /** Takes the claims down: a session nobody has becomes the claimer's. */
    public Refusals claim(Handle tx, List<Claim> claims) {
        var owners = store.owners(tx, claims.stream().map(Claim::session).collect(Collectors.toSet()));
        if (claims.stream().allMatch(claim -> claim.agent().equals(owners.get(claim.session())))) {
            return new Refusals(Map.of());
        }
        var admission = new Admission();
        var refusals = claim(tx, claims, admission);
        announcer.save(tx, admission);
        return refusals;
    }

    /** Begins to take reports in, in a transaction. */
    public Intake intake(Handle tx) {
        return new Intake(tx, this, announcer);
    }

    /** Notes what the scheduler says of sessions; saying it twice changes nothing. */
    public void attempts(Handle tx, List<Attempt> attempts) {
        var opened = new LinkedHashMap<String, Session>();
        for (var attempt : attempts) {
            opened.putIfAbsent(attempt.session(), Session.opened(attempt.session(), attempt.runner(), attempt.at()));
        }
        var admission = lock(tx, opened.keySet());
        admit(tx, admission, opened);
        for (var attempt : attempts) {
            if (admission.has(attempt.session())) {
                note(tx, admission, attempt);
            }
        }
        announcer.save(tx, admission);
    }

    private void note(Handle tx, Admission admission, Attempt attempt) {
        var before = admission.session(attempt.session());
        var after = SessionRules.announced(before, attempt.announced(), attempt.runner(), attempt.at());
        if (before.agent() != null && !Objects.equals(before.agent(), after.agent())) {
            history.markForeign(tx, attempt.session());
        }
        var closing = attempt.closing();
        admission.put(closing == null ? after : SessionRules.closed(after, closing));
    }

    /** Says of a session that is locked what speaks against its getting on. */
    public interface Judge {
        /**
         * What is raised.
         *
         * @param heardAt when it was last heard of, by its own time or that of its receipt
         */
        List<Session.Raised> judge(Session session, Instant heardAt);
    }

    /** Has live sessions judged; the same judgement twice changes nothing. */
    public void judge(Handle tx, Collection<String> ids, Judge judge) {
        var admission = lock(tx, ids);
        for (var id : admission.ids()) {
            var tracked = admission.tracked(id);
            if (!tracked.session().ended()) {
                admission.put(
                        SessionRules.raised(tracked.session(), judge.judge(tracked.session(), tracked.heardAt())));
            }
        }
        announcer.save(tx, admission);
    }

    /** Closes the live sessions announced for builds that are over. */
    public void close(Handle tx, Map<String, Closing> builds) {
        if (builds.isEmpty()) {
            return;
        }
        var admission = lock(tx, store.liveOf(tx, builds.keySet()));
        for (var id : admission.ids()) {
            var closing = builds.get(admission.session(id).build());
            if (closing != null) {
                admission.put(SessionRules.closed(admission.session(id), closing));
            }
        }
        announcer.save(tx, admission);
    }

    /** Locks the sessions of the claims for what follows; what is changed is not saved here. */
    Refusals claim(Handle tx, List<Claim> claims, Admission admission) {
        var wanted = new LinkedHashMap<String, Session>();
        for (var claim : claims) {
            wanted.putIfAbsent(claim.session(), Session.opened(claim.session(), claim.agent(), claim.at()));
        }
        for (var tracked : store.lock(tx, wanted.keySet())) {
            admission.add(tracked);
        }
        var gone = admit(tx, admission, wanted);
        var reasons = new HashMap<Integer, String>();
        for (int i = 0; i < claims.size(); i++) {
            var claim = claims.get(i);
            if (!admission.has(claim.session())) {
                reasons.put(i, wasCleanedUp(claim.session(), gone.get(claim.session())));
            } else if (SessionRules.isForeign(admission.session(claim.session()), claim.agent())) {
                reasons.put(i, belongsTo(admission.session(claim.session()), claim.agent()));
            } else {
                admission.put(SessionRules.claimed(admission.session(claim.session()), claim.agent()));
            }
        }
        return new Refusals(reasons);
    }

    /** Adds those of the sessions that there are not yet, save those that were cleaned up, which are given back. */
    private Map<String, Instant> admit(Handle tx, Admission admission, Map<String, Session> wanted) {
        var missing = new LinkedHashSet<>(wanted.keySet());
        missing.removeIf(admission::has);
        if (missing.isEmpty()) {
            return Map.of();
        }
        var gone = store.gone(tx, missing);
        missing.removeAll(gone.keySet());
        store.create(
                tx, missing.stream().map(wanted::get).filter(Objects::nonNull).toList());
        for (var tracked : store.lock(tx, missing)) {
            admission.add(tracked);
        }
        return gone;
    }

    private Admission lock(Handle tx, Collection<String> ids) {
        var admission = new Admission();
        for (var tracked : store.lock(tx, new LinkedHashSet<>(ids))) {
            admission.add(tracked);
        }
        return admission;
    }

    private static String belongsTo(Session session, String agent) {
        return "session: expected a session of " + agent + "'s own, was " + session.id() + ", which belongs to "
                + session.agent();
    }

    private static String wasCleanedUp(String session, @Nullable Instant endedAt) {
        return "session: expected a session that is still kept, was " + session + ", which ended at " + endedAt
                + " and was cleaned up";
    }
}
