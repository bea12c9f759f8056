package io.afterhours.scheduler.escalation;

import io.afterhours.contracts.Subject;
import io.afterhours.foundation.outbox.Outbox;
import io.afterhours.scheduler.queue.BuildId;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Raises questions and closes them when they are answered or no longer matter; in the caller's transaction. */
@ApplicationScoped
public class Escalations {
    private final EscalationStore store;
    private final Outbox outbox;
    private final InstantSource clock;

    Escalations(EscalationStore store, Outbox outbox, InstantSource clock) {
        this.store = store;
        this.outbox = outbox;
        this.clock = clock;
    }

    /** Puts a question before the person; the same one that is open already stays as it is. */
    public Optional<Escalation> raise(Handle tx, Question question) {
        // Of those of their kind the insert finds out; there are many of them in an import.
        if (!question.isOneOfItsKind() && store.same(tx, question).isPresent()) {
            return Optional.empty();
        }
        var raised = store.insert(tx, question, clock.instant());
        raised.ifPresent(each -> say(tx, "raised", each));
        return raised;
    }

    /** The open questions about these builds, oldest first; builds of which nothing is asked are left out. */
    public Map<BuildId, List<Escalation>> open(Handle tx, Collection<BuildId> builds) {
        return builds.isEmpty()
                ? Map.of()
                : store.openAbout(tx, builds).stream()
                        .collect(Collectors.groupingBy(
                                each -> Objects.requireNonNull(each.question().build())));
    }

    /** Closes the open question of that kind about a build, because the person decided elsewhere. */
    public void settle(Handle tx, BuildId build, String kind, String answer, String by, @Nullable String note) {
        store.openAbout(tx, build).stream()
                .filter(each -> each.question().kind().equals(kind))
                .forEach(each -> close(tx, each, "answered", answer, by, note));
    }

    /** Closes a question that no longer matters, if it is open. */
    public void settle(Handle tx, EscalationId id, String answer, String by) {
        store.lock(tx, id).filter(Escalation::isOpen).ifPresent(each -> close(tx, each, "answered", answer, by, null));
    }

    /** Closes an open question that is about no build and no longer so, by its kind and title. */
    public void takeBack(Handle tx, String kind, String title, String why) {
        store.openOf(tx, kind, title).forEach(each -> close(tx, each, "answered", "not needed", "the scheduler", why));
    }

    /** Closes all open questions about a build, because they no longer matter. */
    public void settleAll(Handle tx, BuildId build, String answer, String by, @Nullable String note) {
        store.openAbout(tx, build).forEach(each -> close(tx, each, "answered", answer, by, note));
    }

    /**
     * Notes that somebody has seen a question: it stays open, behind those that nobody has.
     *
     * @param until when it comes up again as if nobody had; absent where it does not
     */
    Escalation acknowledge(Handle tx, Escalation open, String by, @Nullable Instant until) {
        var seen = store.acknowledge(tx, open, by, until);
        say(tx, "acknowledged", seen);
        return seen;
    }

    /** Puts before the person again what was to come up by now; at most {@code limit}. */
    void reopen(Handle tx, int limit) {
        store.reopen(tx, clock.instant(), limit).forEach(each -> say(tx, "raised", each));
    }

    Escalation close(Handle tx, Escalation open, String state, String answer, String by, @Nullable String note) {
        var closed = store.close(tx, open, state, answer, by, note, clock.instant());
        say(tx, state, closed);
        return closed;
    }

    private void say(Handle tx, String event, Escalation escalation) {
        outbox.add(tx, new Subject.OfEscalation(event, escalation.id()), escalation.asEvent());
    }
}
