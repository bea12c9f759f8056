package io.afterhours.contracts.stream;

import io.afterhours.contracts.Subject;

/** The durable consumers of runners: one per pool on the work queue, one per runner for its commands. */
public final class RunnerConsumers {
    private RunnerConsumers() {}

    public static String dispatch(String pool) {
        return "pool-" + pool;
    }

    public static String dispatchSubject(String pool) {
        return new Subject.Dispatch(pool).toString();
    }

    public static String command(String runner) {
        return "command-" + runner;
    }

    public static String commandSubject(String runner) {
        return new Subject.Command(runner).toString();
    }
}
