package io.afterhours.foundation.parking;

import java.time.Instant;
import org.jdbi.v3.core.Handle;

/** Whom a service tells that an agent is parked, in the transaction in which that becomes true. */
public interface ParkingNews {
    /** Says so once when it begins. */
    void parked(Handle tx, String consumer, String agent, Instant since);

    /** Says so once when all is applied that was passed over. */
    void over(Handle tx, String consumer, String agent, Instant since);
}
