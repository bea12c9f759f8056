package io.afterhours.runner.process;

/** Takes the lines of a process, one at a time per channel; must be quick, because the process waits meanwhile. */
@FunctionalInterface
public interface LineSink {
    /** A line without its end, at most the cap long, still with whatever control characters were printed. */
    void line(Channel channel, String line);
}
