package io.afterhours.scheduler.retry;

/**
 * What is added to the prompt of an attempt that follows a failure.
 *
 * @param whatFailed the class of the failure and its sentence
 * @param lastLines the last lines of what was printed
 * @param whatWasTried what the failed attempt itself had been told of those before it
 */
public record Addition(boolean whatFailed, boolean lastLines, boolean whatWasTried) {
    public static final Addition ALL = new Addition(true, true, true);
}
