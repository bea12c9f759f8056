package io.afterhours.scheduler.control;

import io.afterhours.scheduler.queue.Build;

/** A build by id and title. */
public record Named(String id, String title) {
    static Named of(Build build) {
        return new Named(build.id().toString(), build.title());
    }
}
