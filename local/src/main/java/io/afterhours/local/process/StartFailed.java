package io.afterhours.local.process;

/** A part that did not become ready: which, why, and the end of its log. */
public final class StartFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Part part;
    private final long logBegin;

    StartFailed(Part part, String why, long logBegin) {
        super(part.name() + " did not start: " + why);
        this.part = part;
        this.logBegin = logBegin;
    }

    public Part part() {
        return part;
    }

    /** Where in the part's log this start begins. */
    public long logBegin() {
        return logBegin;
    }
}
