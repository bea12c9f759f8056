package io.afterhours.runner.process;

/** Where a line was written to. */
public enum Channel {
    OUT,
    ERR
}
