package io.afterhours.runner.attempt;

import io.afterhours.contracts.Subject;
import io.afterhours.contracts.runner.AttemptFinished;
import io.afterhours.contracts.runner.Failure;
import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.contracts.scheduler.AttemptDispatched;
import io.afterhours.foundation.nats.NatsConfig;
import io.afterhours.foundation.trace.Trace;
import io.afterhours.runner.host.Publisher;
import io.afterhours.runner.host.RunnerConfig;
import io.afterhours.runner.process.ContainmentProbe;
import io.afterhours.runner.process.Launcher;
import io.afterhours.runner.process.Leftovers;
import io.afterhours.runner.process.StopReason;
import io.afterhours.runner.profile.Profiles;
import io.afterhours.runner.profile.ProfilesConfig;
import io.afterhours.runner.workspace.Harvest;
import io.afterhours.runner.workspace.Workplace;
import io.afterhours.runner.workspace.WorkspaceKeeper;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/** The slots of this runner and the attempts in them. */
@ApplicationScoped
public class Slots {
    private static final Logger LOG = Logger.getLogger(Slots.class);
    private static final Pattern SESSION = Pattern.compile("[A-Za-z0-9-]{1,128}");
    private static final Duration KEPT = Duration.ofDays(2);
    private static final Duration LAST_WORDS = Duration.ofSeconds(12);

    private final RunnerTools tools;
    private final Semaphore free;
    private final Map<String, AttemptRun> taken = new ConcurrentHashMap<>();

    Slots(RunnerConfig config, ProfilesConfig profiles, NatsConfig identity, Publisher publisher, InstantSource clock) {
        var found = ContainmentProbe.find();
        LOG.infof("process trees are held by: %s", found);
        try {
            var folder = Files.createDirectories(config.folder().toAbsolutePath());
            this.tools = new RunnerTools(
                    identity.identity(),
                    Files.createDirectories(folder.resolve("attempts")),
                    config,
                    new Launcher(found),
                    new WorkspaceKeeper(folder.resolve("attempts"), config.merge()),
                    new Sessions(folder.resolve("sessions")),
                    Profiles.of(profiles, System.getenv(), clock, ZoneId.systemDefault()),
                    publisher,
                    clock);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "afterhours.runner.folder: cannot work in " + config.folder() + ": " + e.getMessage(), e);
        }
        this.free = new Semaphore(config.slots());
    }

    /** Waits until a slot is free, and holds it for the attempt that is taken next. */
    public boolean reserve(Duration atMost) throws InterruptedException {
        return free.tryAcquire(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Gives a reserved slot back because nothing came for it. */
    public void giveBack() {
        free.release();
    }

    /**
     * Begins an attempt in the reserved slot; one that is here already, or has no proper name, changes nothing.
     *
     * @param trace what it is a step of
     * @return completes when the scheduler will hear that it is taken
     */
    public CompletionStage<Void> take(AttemptDispatched attempt, Trace trace) {
        if (!SESSION.matcher(attempt.session()).matches()) {
            LOG.errorf("an attempt has no proper session and is dropped: build %s", attempt.build());
            free.release();
            return CompletableFuture.completedFuture(null);
        }
        var run = new AttemptRun(attempt, trace, tools);
        if (run.wasHere() || taken.putIfAbsent(attempt.session(), run) != null) {
            LOG.infof("attempt %s was offered again and is known here", attempt.session());
            free.release();
            return CompletableFuture.completedFuture(null);
        }
        var announced = run.announce();
        Thread.ofVirtual().name("attempt-" + attempt.session()).start(trace.during(() -> {
            try {
                run.run();
            } finally {
                taken.remove(attempt.session());
                free.release();
            }
        }));
        return announced;
    }

    /** Ends an attempt, if it is here with that fence. */
    public void stop(String session, long fence) {
        var _ = taken.values().stream().anyMatch(each -> each.stop(session, fence));
    }

    public void beat() {
        taken.values().forEach(AttemptRun::beat);
    }

    /** Ends those whose lease may be over. */
    public void fence() {
        taken.values().forEach(AttemptRun::fenceWhenUnheard);
    }

    public void flush() {
        taken.values().forEach(AttemptRun::flush);
    }

    public List<String> sessions() {
        return List.copyOf(taken.keySet());
    }

    /** The agents that can be started here. */
    public List<String> profiles() {
        return tools.profiles().names();
    }

    public int used() {
        return taken.size();
    }

    /** Ends what a runner that was killed left running, and removes the folders of attempts that are long over. */
    public void tidy() {
        try (var folders = Files.list(tools.folder())) {
            folders.filter(each -> !taken.containsKey(each.getFileName().toString()))
                    .forEach(this::tidy);
        } catch (IOException e) {
            LOG.warnf("the folders of attempts cannot be listed: %s", e.getMessage());
        }
    }

    private void tidy(Path own) {
        try {
            var note = Leftover.in(own);
            if (note.isPresent()) {
                endLeftover(own, note.get());
            } else if (Files.getLastModifiedTime(own)
                    .toInstant()
                    .isBefore(tools.clock().instant().minus(KEPT))) {
                tools.workspaces().discard(own);
            }
        } catch (IOException | RuntimeException e) {
            LOG.warnf("the folder of attempt %s stays: %s", own.getFileName(), e.getMessage());
        }
    }

    /** The folder itself stays for a while, so that the attempt is known should it be offered again. */
    private void endLeftover(Path own, Leftover leftover) throws IOException {
        int ended = Leftovers.end(leftover.pid(), leftover.started(), leftover.session());
        LOG.infof("attempt %s was left by a runner that was killed; %d processes ended", leftover.session(), ended);
        var harvest = harvested(leftover);
        for (var each : leftover.all()) {
            sayLost(each, leftover, harvest);
        }
        Leftover.forget(own);
    }

    private Harvest harvested(Leftover leftover) {
        var worktree = leftover.worktree();
        if (worktree == null) {
            return Harvest.NONE;
        }
        if (!Files.isDirectory(worktree.tree())) {
            return withoutTree(worktree);
        }
        try {
            var harvest = tools.workspaces().harvest(worktree, "Work that was under way when the runner was killed");
            tools.workspaces().release(worktree, harvest);
            return harvest;
        } catch (IOException e) {
            LOG.warnf(
                    "what attempt %s left could not be committed, and stays in %s for two days: %s",
                    leftover.session(), worktree.tree(), e.getMessage());
            return Harvest.uncommitted(worktree);
        }
    }

    /** The runner was killed after it removed the worktree: the branch is gone with it unless there is work on it. */
    private Harvest withoutTree(Workplace.Worktree worktree) {
        try {
            return tools.workspaces().harvest(worktree, "");
        } catch (IOException e) {
            return Harvest.NONE;
        }
    }

    private void sayLost(AttemptDispatched.Member attempt, Leftover leftover, Harvest harvest) {
        tools.publisher()
                .publish(
                        new Subject.OfRunner(tools.runner(), "finished"),
                        new AttemptFinished(
                                attempt.session(),
                                attempt.build(),
                                attempt.number(),
                                attempt.fence(),
                                false,
                                new Failure(FailureClass.LOST, "The runner was killed while it ran.", null, null),
                                null,
                                harvest.branch(),
                                harvest.commits(),
                                false,
                                leftover.started(),
                                tools.clock().instant()));
    }

    /** Ends all attempts and waits for their last words. */
    public void close() throws InterruptedException {
        taken.values().forEach(each -> each.stop(StopReason.SHUTDOWN));
        free.tryAcquire(tools.config().slots(), LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
        tools.launcher().close();
    }
}
