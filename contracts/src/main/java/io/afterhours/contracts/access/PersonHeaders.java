package io.afterhours.contracts.access;

/** The headers by which a request over HTTP says that a person acts, and through what. */
public final class PersonHeaders {
    /** Through what a person acts: set by the command line and the dashboard. */
    public static final String BY = "X-Afterhours-By";

    /** Says that no person asked: a page or a script did so by itself. */
    public static final String UNASKED = "X-Afterhours-Unasked";

    private PersonHeaders() {}
}
