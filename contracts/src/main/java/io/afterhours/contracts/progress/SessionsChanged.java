package io.afterhours.contracts.progress;

import io.afterhours.contracts.Check;
import java.util.List;

/**
 * Several sessions as they stand, of none of which an end or a signal is news; on {@code progress.sessions.updated}, in place of
 * a {@link ProgressChanged} on {@code progress.updated.<session>} for each, where many change at once.
 *
 * @param sessions each of them once
 */
public record SessionsChanged(List<ProgressChanged> sessions) {
    /** More sessions than this are told of by several events. */
    public static final int MOST = 500;

    public SessionsChanged {
        sessions = Check.list("sessions", sessions, MOST);
    }
}
