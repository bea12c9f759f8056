package io.afterhours.scheduler.markdown;

/** A line that could not be read, and why. */
public record Unread(int line, String text, String reason) {}
