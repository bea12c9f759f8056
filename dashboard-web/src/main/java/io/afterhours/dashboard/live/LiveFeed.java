package io.afterhours.dashboard.live;

import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.Json;
import io.afterhours.contracts.Subject;
import io.afterhours.contracts.cost.BudgetChanged;
import io.afterhours.contracts.cost.CostRecorded;
import io.afterhours.contracts.progress.ProgressChanged;
import io.afterhours.contracts.progress.SessionsChanged;
import io.afterhours.contracts.scheduler.BuildChanged;
import io.afterhours.contracts.scheduler.EscalationChanged;
import io.afterhours.foundation.nats.NatsClient;
import io.nats.client.Message;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Keeps the store at what is true: events as they come, and everything read anew from the services at the start, after a
 * lost connection and, because nobody tells of it, now and then.
 */
@ApplicationScoped
public class LiveFeed {
    private static final Logger LOG = Logger.getLogger(LiveFeed.class);
    private static final List<String> SUBJECTS = List.of("build.*.*", "escalation.*.*", "progress.*.*", "cost.*");
    private static final String SEVERAL_SESSIONS = new Subject.OfSessions().toString();
    private static final String PARKED = "progress.parked.";
    private static final long SOON_MILLIS = 200;

    /** A service that hangs does not keep from people what the others say. */
    private static final long LONGEST_FILL_MILLIS = 3_000;

    private final NatsClient nats;
    private final Rows rows;
    private final SnapshotReader reader;
    private final LiveHub hub;
    private final LiveConfig config;
    private final AtomicBoolean small = new AtomicBoolean();
    private final AtomicBoolean old = new AtomicBoolean();
    private final AtomicBoolean reading = new AtomicBoolean();
    private final ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(
            1, Thread.ofPlatform().daemon().name("live-timer").factory());

    LiveFeed(NatsClient nats, Rows rows, SnapshotReader reader, LiveHub hub, LiveConfig config) {
        this.nats = nats;
        this.rows = rows;
        this.reader = reader;
        this.hub = hub;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        nats.onReconnect(reader::forgetAll);
        hub.whenWatched(() -> {
            if (old.get()) {
                refreshIn(0);
            }
        });
        background(this::subscribe);
        var atTheLatest = timer.schedule(() -> hub.setFilled(true), LONGEST_FILL_MILLIS, TimeUnit.MILLISECONDS);
        background(() -> {
            readWhatIsDue();
            atTheLatest.cancel(false);
            hub.setFilled(true);
        });
        var every = config.retry().toMillis();
        var _ = timer.scheduleWithFixedDelay(
                () -> background(this::readWhatIsDue), every, every, TimeUnit.MILLISECONDS);
    }

    /**
     * Reads soon what no event tells of: counts, slots, agents, budgets; many calls within a moment are one. While nobody looks it
     * waits for somebody who does, at most as long as everything is read anew in any case.
     */
    public void refreshSoon() {
        // Noted before it is asked who looks: whoever comes in between finds the note.
        old.set(true);
        if (hub.isWatched()) {
            refreshIn(SOON_MILLIS);
        }
    }

    private void refreshIn(long millis) {
        if (small.compareAndSet(false, true)) {
            var _ = timer.schedule(
                    () -> {
                        small.set(false);
                        old.set(false);
                        background(reader::readSmall);
                    },
                    millis,
                    TimeUnit.MILLISECONDS);
        }
    }

    private void readWhatIsDue() {
        if (reading.compareAndSet(false, true)) {
            try {
                reader.readWhatIsDue();
            } finally {
                reading.set(false);
            }
        }
    }

    private void subscribe() {
        try {
            var dispatcher = nats.connection().createDispatcher(this::take);
            SUBJECTS.forEach(dispatcher::subscribe);
            reader.forgetAll();
        } catch (IOException e) {
            LOG.warnf("NATS cannot be reached (%s); live events are tried again in two seconds.", e.getMessage());
            var _ = timer.schedule(() -> background(this::subscribe), 2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void take(Message message) {
        var subject = message.getSubject();
        try {
            var data = message.getData();
            var changed = switch (subject.substring(0, subject.indexOf('.'))) {
                case "build" -> {
                    refreshSoon();
                    yield rows.build(Json.read(data, BuildChanged.class));
                }
                case "escalation" -> {
                    refreshSoon();
                    yield rows.escalation(Json.read(data, EscalationChanged.class));
                }
                case "progress" -> progress(subject, data);
                case "cost" ->
                    switch (Subject.lastToken(subject)) {
                        case "recorded" -> rows.cost(Json.read(data, CostRecorded.class));
                        case "budget", "crossed" -> rows.budget(Json.read(data, BudgetChanged.class));
                        default -> false;
                    };
                default -> false;
            };
            if (changed) {
                hub.changed();
            }
        } catch (InvalidEvent e) {
            LOG.warnf("%s could not be read: %s", subject, e.getMessage());
        }
    }

    /** That an agent is parked comes to the inbox, as an escalation. */
    private boolean progress(String subject, byte[] data) {
        if (subject.startsWith(PARKED)) {
            return false;
        }
        return subject.equals(SEVERAL_SESSIONS)
                ? rows.progress(Json.read(data, SessionsChanged.class))
                : rows.progress(Json.read(data, ProgressChanged.class));
    }

    private static void background(Runnable work) {
        Thread.ofVirtual().name("live").start(() -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                LOG.error("The live view could not be brought up to date; it is tried again.", e);
            }
        });
    }

    @PreDestroy
    void stop() {
        timer.shutdownNow();
    }
}
