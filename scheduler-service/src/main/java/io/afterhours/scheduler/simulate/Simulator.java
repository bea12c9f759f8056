package io.afterhours.scheduler.simulate;

import io.afterhours.foundation.http.Problem;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Runs simulations, one at a time on a thread of its own, so that they never take more than one core from planning in earnest. The
 * last few reports are kept in memory until the service ends.
 */
@ApplicationScoped
public class Simulator {
    private static final Logger LOG = Logger.getLogger(Simulator.class);
    private static final int KEPT = 16;
    private static final int WAITING = 4;

    private final ThreadPoolExecutor thread =
            new ThreadPoolExecutor(1, 1, 1, TimeUnit.MINUTES, new ArrayBlockingQueue<>(WAITING), task -> {
                var made = new Thread(task, "simulation");
                made.setDaemon(true);
                return made;
            });

    private final Map<String, Job> jobs = new LinkedHashMap<>();

    /** A simulation that was asked for. */
    static final class Job {
        private final String id = UUID.randomUUID().toString();
        private final AtomicInteger percent = new AtomicInteger();
        private final CountDownLatch done = new CountDownLatch(1);
        private volatile @Nullable SimulationReport report;
        private volatile @Nullable String fault;

        /** How it stands: {@code running}, {@code done} or {@code failed}. */
        View view() {
            return new View(
                    id, report != null ? "done" : fault != null ? "failed" : "running", percent.get(), fault, report);
        }

        boolean isOver() {
            return done.getCount() == 0;
        }

        void await(Duration atMost) throws InterruptedException {
            done.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /**
     * How a simulation stands.
     *
     * @param percent of the virtual time that is over
     * @param fault why it failed
     */
    public record View(
            String id,
            String state,
            int percent,
            @Nullable String fault,
            @Nullable SimulationReport report) {}

    /** What is to be run; says now and then how many percent are done. */
    interface Task {
        SimulationReport run(IntConsumer percent);
    }

    /**
     * Takes a simulation on.
     *
     * @throws Problem when too many wait already
     */
    Job take(Task task) {
        var job = new Job();
        try {
            thread.execute(() -> run(job, task));
        } catch (RejectedExecutionException e) {
            throw new Problem(
                    429,
                    "too-many-simulations",
                    WAITING + " simulations wait already; ask again when one is done.",
                    List.of());
        }
        synchronized (jobs) {
            jobs.put(job.id, job);
            var oldest = jobs.values().iterator();
            while (jobs.size() > KEPT && oldest.hasNext()) {
                if (oldest.next().isOver()) {
                    oldest.remove();
                }
            }
        }
        return job;
    }

    Optional<Job> find(String id) {
        synchronized (jobs) {
            return Optional.ofNullable(jobs.get(id));
        }
    }

    private static void run(Job job, Task task) {
        try {
            job.report = task.run(job.percent::set);
        } catch (RuntimeException e) {
            LOG.warn("a simulation failed", e);
            job.fault = "It broke: " + e + ". The log of the scheduler tells more.";
        } finally {
            job.done.countDown();
        }
    }

    @PreDestroy
    void close() {
        thread.shutdownNow();
    }
}
