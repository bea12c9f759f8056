package io.afterhours.local.process;

import java.time.Duration;

/** Whoever wants to know how the parts are. */
public interface Notices {
    void ready(Part part, Duration took);

    void died(Part part, int status, Duration next);

    /** It is tried again after the wait that {@link #died} says next. */
    void cannotStart(Part part, String why);

    void again(Part part, Duration took);

    void stopped(Part part, Duration took, boolean whenAsked);
}
