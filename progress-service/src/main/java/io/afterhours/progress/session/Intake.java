package io.afterhours.progress.session;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * Reports on their way into their sessions, in one transaction: first it is asked whose may be taken, which locks the sessions, then
 * those that are new are folded in. Each session is read and written once for all of its reports.
 */
public final class Intake {
    private final Handle tx;
    private final SessionKeeper keeper;
    private final Announcer announcer;
    private final Admission admission = new Admission();

    Intake(Handle tx, SessionKeeper keeper, Announcer announcer) {
        this.tx = tx;
        this.keeper = keeper;
        this.announcer = announcer;
    }

    /** Which of the reports are not taken, and why; a session nobody has becomes its reporter's. */
    public SessionKeeper.Refusals claim(List<Report> reports) {
        return keeper.claim(
                tx,
                reports.stream()
                        .map(report -> new SessionKeeper.Claim(
                                report.session(),
                                report.agent(),
                                report.update().moment().at()))
                        .toList(),
                admission);
    }

    /**
     * Folds reports that were claimed and not refused into their sessions, and saves what that and the claims changed.
     *
     * @param parked whether they come late because their agent is parked; that is no reason to tell of others' in rounds
     */
    public void report(List<Report> reports, boolean parked) {
        for (var report : reports) {
            var folded = SessionRules.fold(admission.session(report.session()), report.update());
            admission.put(folded.session());
            admission.record(new Entry(report.session(), report.update(), folded.mark()));
        }
        if (parked || reports.isEmpty()) {
            announcer.save(tx, admission);
        } else {
            announcer.save(tx, admission, newest(reports));
        }
    }

    /** They come in the order of each agent, and not of all. */
    private static Instant newest(List<Report> reports) {
        return reports.stream()
                .map(report -> report.update().receivedAt())
                .max(Comparator.naturalOrder())
                .orElseThrow();
    }
}
