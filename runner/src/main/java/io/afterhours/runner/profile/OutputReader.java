package io.afterhours.runner.profile;

import io.afterhours.runner.process.Channel;
import io.afterhours.runner.process.Ending;

/** Reads the output of one run; never throws at a line, whatever it holds. */
public interface OutputReader {
    void line(Channel channel, String line);

    /** What the run says of itself; called once, after the last line, unless the run was stopped. */
    Claim end(Ending.Exited ending);

    /** Books what is not yet booked, and says what is booked of the session then; called after the last line. */
    UsageMarks marks();

    /** Whether the session exists, so that it can be taken up again. */
    boolean resumable();
}
