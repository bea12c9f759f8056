package io.afterhours.local;

/** Placeholder replaced below. */
public final class Main {
    private Main() {}
}
