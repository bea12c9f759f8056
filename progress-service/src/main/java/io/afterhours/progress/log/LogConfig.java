package io.afterhours.progress.log;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** How much of a session's log is kept. */
@ConfigMapping(prefix = "afterhours.log")
public interface LogConfig {
    /** Lines kept from the beginning. */
    @WithDefault("10000")
    int head();

    /** Lines kept from the end; what lies between is left out, and a line says how much. */
    @WithDefault("40000")
    int tail();

    /** How far a log may grow beyond head and tail before its middle is left out, so that not every batch does it. */
    @WithDefault("1000")
    int slack();
}
