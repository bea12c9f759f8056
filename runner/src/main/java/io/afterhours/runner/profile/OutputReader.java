package io.afterhours.runner.profile;

import io.afterhours.runner.process.Channel;
import io.afterhours.runner.process.Ending;

/** Reads the output of one run; never throws at a line, whatever it holds. */
public interface OutputReader {
    void line(Channel channel, String line);

    /** What the run says of itself; called once, after the last line. */
    Claim end(Ending.Exited ending);

    /** Called in place of {@link #end} when the run was stopped; tells whether its session can be taken up again. */
    boolean stopped();

    /** What is booked of the session by now. */
    UsageMarks marks();
}
