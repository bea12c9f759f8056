package io.afterhours.local.process;

/** A part that did not become ready: which, why, and the end of its log. */
public final class StartFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Part part;

    StartFailed(Part part, String why) {
        super(part.name() + " did not start: " + why);
        this.part = part;
    }

    public Part part() {
        return part;
    }
}
