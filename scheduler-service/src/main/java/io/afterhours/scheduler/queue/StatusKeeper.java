package io.afterhours.scheduler.queue;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * Keeps the file of the status page in step, on a thread of its own, so that no change of a build ever waits for the disk.
 *
 * <p>A page follows a ring of the bell; pages follow each other at a distance, so that a thousand changes in a second are one
 * page. Without a ring it looks once a minute, because time alone changes why a build waits.
 */
final class StatusKeeper implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(StatusKeeper.class);
    private static final Duration LOOK_EVERY = Duration.ofMinutes(1);
    private static final Duration AFTER_FAILURE = Duration.ofSeconds(10);
    private static final Pattern STAMP = Pattern.compile("(?m)^Updated .*$");

    private final Supplier<String> page;
    private final StatusFile file;
    private final QueueBell bell;
    private final Duration every;
    private final Thread thread = Thread.ofVirtual().name("status-file").unstarted(this::run);
    private final CountDownLatch closing = new CountDownLatch(1);
    private String written = "";
    private String complaint = "";

    /**
     * One that does not run yet.
     *
     * @param page makes the page as it is now
     * @param every the least time between two pages
     */
    StatusKeeper(Supplier<String> page, StatusFile file, QueueBell bell, Duration every) {
        this.page = page;
        this.file = file;
        this.bell = bell;
        this.every = every;
    }

    StatusKeeper start() {
        thread.start();
        return this;
    }

    private void run() {
        try {
            boolean last;
            do {
                last = closing.getCount() == 0;
                var untilNext = keepOnce();
                if (!last && !closing.await(every.toMillis(), TimeUnit.MILLISECONDS)) {
                    bell.await(untilNext);
                }
            } while (!last);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Writes the page if it says something else than the file does; returns how long to wait for the next look. */
    Duration keepOnce() {
        try {
            var current = page.get();
            var said = STAMP.matcher(current).replaceFirst("");
            if (!said.equals(written)) {
                file.write(current);
                written = said;
            }
            relieved();
            return LOOK_EVERY;
        } catch (IOException e) {
            complain("Cannot write the status page: " + e + ". See that the disk of " + file.path()
                    + " has room and that this process may write there, or name another file as"
                    + " afterhours.queue.status-file.");
        } catch (RuntimeException e) {
            complain("Cannot make the status page: " + e.getMessage() + ".");
        }
        return AFTER_FAILURE;
    }

    private void complain(String text) {
        if (!text.equals(complaint)) {
            LOG.warnf("%s Trying again every %d s.", text, AFTER_FAILURE.toSeconds());
            complaint = text;
        }
    }

    private void relieved() {
        if (!complaint.isEmpty()) {
            LOG.infof("The status page is written again, to %s.", file.path());
            complaint = "";
        }
    }

    /** Ends it, after a last page. */
    @Override
    public void close() throws InterruptedException {
        closing.countDown();
        bell.ring();
        thread.join(Duration.ofSeconds(5));
    }
}
