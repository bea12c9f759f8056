package io.afterhours.progress.session;

import io.afterhours.contracts.progress.ProgressChanged.Signal;
import io.afterhours.progress.session.Session.Announced;
import io.afterhours.progress.session.Session.Closing;
import io.afterhours.progress.session.Session.Raised;
import io.afterhours.progress.session.Session.Said;
import io.afterhours.progress.session.Session.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How what is said about a session makes its state, in any order of arrival. */
final class SessionRules {
    private SessionRules() {}

    /** A session after a report, and what is remarkable about it. */
    record Folded(Session session, @Nullable Mark mark) {}

    static Folded fold(Session session, Update update) {
        var said = new Said(update.moment(), update.state(), update.message(), update.step());
        var percent = Math.max(session.percent(), update.percent() == null ? 0 : update.percent());
        var next = new Session(
                session.id(),
                session.agent(),
                session.announced(),
                percent,
                earlier(session.startedAt(), update.moment().at()),
                later(session.reportedAt(), update.moment().at()),
                session.updates() + 1,
                newest(session.last(), said),
                update.ends() ? earliest(session.end(), said) : session.end(),
                newest(session.task(), told(update, update.task())),
                newest(session.claimed(), told(update, update.build())),
                session.closing(),
                left(session.raised(), percent),
                session.version() + 1);
        return new Folded(next, mark(session, update));
    }

    private static List<Raised> left(List<Raised> raised, double percent) {
        return raised.isEmpty()
                ? raised
                : raised.stream().filter(each -> percent <= each.percent()).toList();
    }

    private static @Nullable Mark mark(Session before, Update update) {
        if (before.ended()) {
            return Mark.LATE;
        }
        var last = before.last();
        return last != null && update.moment().isBefore(last.moment()) ? Mark.OUT_OF_ORDER : null;
    }

    /** Whether somebody else's word does not count for the session. */
    static boolean isForeign(Session session, String publisher) {
        return session.agent() != null && !session.agent().equals(publisher);
    }

    /** The session with an owner, where it had none. */
    static Session claimed(Session session, String agent) {
        return session.agent() != null ? session : changed(session, agent, session.announced(), session.startedAt());
    }

    /**
     * The session that the scheduler says works on a build, under a runner where one has taken it. What somebody else said under it
     * before does not count any more.
     */
    static Session announced(Session session, Announced announced, @Nullable String runner, Instant at) {
        if (runner != null && isForeign(session, runner)) {
            var anew = Session.opened(session.id(), runner, at);
            return changed(
                    new Session(
                            anew.id(),
                            runner,
                            announced,
                            0,
                            at,
                            at,
                            0,
                            null,
                            null,
                            null,
                            null,
                            session.closing(),
                            List.of(),
                            session.version()),
                    runner,
                    announced,
                    at);
        }
        var agent = session.agent() == null ? runner : session.agent();
        var started = earlier(session.startedAt(), at);
        return Objects.equals(agent, session.agent())
                        && announced.equals(session.announced())
                        && started.equals(session.startedAt())
                ? session
                : changed(session, agent, announced, started);
    }

    private static Session changed(
            Session session, @Nullable String agent, @Nullable Announced announced, Instant startedAt) {
        return new Session(
                session.id(),
                agent,
                announced,
                session.percent(),
                startedAt,
                session.reportedAt(),
                session.updates(),
                session.last(),
                session.end(),
                session.task(),
                session.claimed(),
                session.closing(),
                session.raised(),
                session.version() + 1);
    }

    /** The session at the end of its attempt; of several ends the first of the build's history counts. */
    static Session closed(Session session, Closing closing) {
        var known = session.closing();
        var first = known == null || closing.buildVersion() < known.buildVersion() ? closing : known;
        var percent = closing.state().equals(Update.COMPLETE) ? 100 : session.percent();
        if (first.equals(known) && percent == session.percent()) {
            return session;
        }
        return new Session(
                session.id(),
                session.agent(),
                session.announced(),
                percent,
                session.startedAt(),
                session.reportedAt(),
                session.updates(),
                session.last(),
                session.end(),
                session.task(),
                session.claimed(),
                first,
                session.raised(),
                session.version() + 1);
    }

    /** The session with what says at present that it does not get on. */
    static Session raised(Session session, List<Raised> raised) {
        return raised.equals(session.raised())
                ? session
                : new Session(
                        session.id(),
                        session.agent(),
                        session.announced(),
                        session.percent(),
                        session.startedAt(),
                        session.reportedAt(),
                        session.updates(),
                        session.last(),
                        session.end(),
                        session.task(),
                        session.claimed(),
                        session.closing(),
                        raised,
                        session.version() + 1);
    }

    /**
     * What is said of a change.
     *
     * @param before the signals there were
     */
    static String event(List<Signal> before, Session after) {
        if (after.ended()) {
            return "ended";
        }
        return after.signals().stream()
                .map(Signal::kind)
                .filter(kind -> before.stream().noneMatch(each -> each.kind().equals(kind)))
                .findFirst()
                .orElse(before.size() > after.signals().size() ? "moved" : Announcements.UPDATED);
    }

    /** Whether a change is to be published now: an end or a signal at once, anything else when the last one is an interval old. */
    static boolean isDue(boolean turnsNow, @Nullable Instant publishedAt, Instant now, Duration interval) {
        return turnsNow || publishedAt == null || !publishedAt.plus(interval).isAfter(now);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Said newest(@Nullable Said known, Said said) {
        return known == null || known.moment().isBefore(said.moment()) ? said : known;
    }

    private static Said earliest(@Nullable Said known, Said said) {
        return known == null || said.moment().isBefore(known.moment()) ? said : known;
    }

    private static @Nullable Told newest(@Nullable Told known, @Nullable Told told) {
        if (known == null || told == null) {
            return known == null ? told : known;
        }
        return known.moment().isBefore(told.moment()) ? told : known;
    }

    private static @Nullable Told told(Update update, @Nullable String name) {
        return name == null || name.isBlank() ? null : new Told(update.moment(), name);
    }
}
