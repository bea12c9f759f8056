package io.afterhours.scheduler.queue;

/** Somebody else changed the build between reading and writing it; the unit of work is to be done again. */
public final class StaleBuild extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    StaleBuild(Build build) {
        super(build.id() + " is no longer in version " + build.version());
    }
}
