package io.afterhours.progress.session;

import io.afterhours.contracts.Subject;
import io.afterhours.contracts.progress.ProgressChanged;
import io.afterhours.contracts.progress.SessionsChanged;
import io.afterhours.foundation.outbox.Outbox;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is told of sessions in one transaction. An end or a signal has an event of its own; updates of many sessions share one,
 * because each event costs its stream a write to the disk and each reader a message.
 */
final class Announcements {
    static final String UPDATED = "updated";

    /** So few updates are told of each on the subject of its session. */
    static final int FEW = 3;

    /** What the sessions of one event may come to in bytes; their stream takes messages of 64 KiB, headers included. */
    private static final int MOST_BYTES = 48 * 1024;

    private static final int BYTES_OF_NAMES_AND_NUMBERS = 400;

    /** A control character is written as six. */
    private static final int MOST_BYTES_OF_A_CHARACTER = 6;

    private final List<Outbox.Outgoing> own = new ArrayList<>();
    private final List<ProgressChanged> updates = new ArrayList<>();

    void add(String event, Session session) {
        var change = changed(session);
        if (event.equals(UPDATED)) {
            updates.add(change);
        } else {
            own.add(single(event, change));
        }
    }

    boolean isEmpty() {
        return own.isEmpty() && updates.isEmpty();
    }

    /** The events of it. */
    List<Outbox.Outgoing> events() {
        var events = new ArrayList<>(own);
        var together = new ArrayList<ProgressChanged>();
        int bytes = 0;
        for (var update : updates) {
            int more = mostBytes(update);
            if (bytes + more > MOST_BYTES || together.size() == SessionsChanged.MOST) {
                events.addAll(of(together));
                together.clear();
                bytes = 0;
            }
            together.add(update);
            bytes += more;
        }
        events.addAll(of(together));
        return events;
    }

    private static List<Outbox.Outgoing> of(List<ProgressChanged> updates) {
        return updates.size() <= FEW
                ? updates.stream().map(update -> single(UPDATED, update)).toList()
                : List.of(new Outbox.Outgoing(new Subject.OfSessions(), new SessionsChanged(updates)));
    }

    private static Outbox.Outgoing single(String event, ProgressChanged change) {
        return new Outbox.Outgoing(new Subject.OfProgress(event, change.session()), change);
    }

    private static int mostBytes(ProgressChanged change) {
        int characters = length(change.session())
                + length(change.build())
                + length(change.task())
                + length(change.state())
                + length(change.message())
                + length(change.step());
        for (var signal : change.signals()) {
            characters += length(signal.kind()) + length(signal.text()) + length(signal.message());
        }
        return BYTES_OF_NAMES_AND_NUMBERS * (1 + change.signals().size()) + MOST_BYTES_OF_A_CHARACTER * characters;
    }

    private static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }

    private static ProgressChanged changed(Session session) {
        return new ProgressChanged(
                session.id(),
                session.version(),
                String.valueOf(session.agent()),
                session.build(),
                session.taskName(),
                session.percent(),
                session.state(),
                session.message(),
                session.step(),
                session.updatedAt(),
                session.ended(),
                session.signals());
    }
}
