package io.afterhours.foundation.sql;

/**
 * Parameters of statements that the database plans once, for whatever values. Of a plain parameter it knows the value, and of a list the length;
 * where a plan for those looks cheaper than one for any, it plans the statement anew each time, which takes longer than running it. A
 * parameter that a query of its own selects says nothing until the statement runs. What is planned for its values is {@link PlannedAnew}.
 */
public final class PlannedOnce {
    private PlannedOnce() {}

    /** A list, such as {@code unnest} takes. */
    public static String list(String parameter) {
        return "array(select unnest(:" + parameter + "))";
    }

    /** What a column equals that is among the values of a list. */
    public static String anyOf(String parameter) {
        return "any(" + list(parameter) + ")";
    }
}
