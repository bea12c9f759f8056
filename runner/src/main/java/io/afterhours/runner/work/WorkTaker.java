package io.afterhours.runner.work;

import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.Json;
import io.afterhours.contracts.scheduler.AttemptDispatched;
import io.afterhours.contracts.scheduler.AttemptStopRequested;
import io.afterhours.contracts.stream.RunnerConsumers;
import io.afterhours.contracts.stream.Streams;
import io.afterhours.foundation.nats.NatsClient;
import io.afterhours.foundation.nats.NatsConfig;
import io.afterhours.foundation.nats.StreamKeeper;
import io.afterhours.foundation.trace.Trace;
import io.afterhours.runner.attempt.Slots;
import io.afterhours.runner.host.RunnerConfig;
import io.afterhours.runner.load.LoadWatch;
import io.nats.client.ConsumerContext;
import io.nats.client.FetchConsumeOptions;
import io.nats.client.JetStreamApiException;
import io.nats.client.Message;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Takes work from the pool's queue while a slot is free, and obeys what is ordered of this runner. */
@ApplicationScoped
public class WorkTaker {
    private static final Logger LOG = Logger.getLogger(WorkTaker.class);
    private static final Duration ACK_WAIT = Duration.ofSeconds(30);
    private static final Duration PAUSE = Duration.ofMillis(500);

    /** A pull that was out when NATS went away is not answered: so long nothing is taken after it is back. */
    private static final int PULL_MILLIS = 2_000;

    private static final String WORK = "work";
    private static final String COMMANDS = "commands";

    private final NatsClient nats;
    private final NatsConfig identity;
    private final RunnerConfig config;
    private final Slots slots;
    private final LoadWatch load;
    private final ServerTime serverTime;
    private volatile boolean closed;
    private final Map<String, String> troubles = new ConcurrentHashMap<>(Map.of(WORK, "not yet connected"));

    WorkTaker(
            NatsClient nats,
            NatsConfig identity,
            RunnerConfig config,
            Slots slots,
            LoadWatch load,
            InstantSource clock) {
        this.nats = nats;
        this.identity = identity;
        this.config = config;
        this.slots = slots;
        this.load = load;
        this.serverTime = new ServerTime(clock, System::nanoTime);
    }

    void start(@Observes StartupEvent event) {
        slots.tidy();
        Thread.ofVirtual().name(WORK).start(() -> keepDoing(WORK, this::takeWork));
        Thread.ofVirtual().name(COMMANDS).start(() -> keepDoing(COMMANDS, this::obey));
    }

    /** Why no work is taken now, or null when all is well. */
    @Nullable String trouble() {
        return troubles.values().stream().findFirst().orElse(null);
    }

    /** Something that goes on until it fails. */
    @FunctionalInterface
    private interface Job {
        void run() throws Exception;
    }

    private void keepDoing(String name, Job job) {
        while (!closed) {
            try {
                job.run();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (Exception e) {
                if (!closed) {
                    var trouble = name + ": " + e.getMessage();
                    troubles.put(name, trouble);
                    LOG.warnf("%s; trying again", trouble);
                    pause();
                }
            }
        }
    }

    private void takeWork() throws Exception {
        var consumer = consumer(
                Streams.DISPATCH,
                RunnerConsumers.dispatch(config.pool()),
                RunnerConsumers.dispatchSubject(config.pool()));
        troubles.remove(WORK);
        while (!closed) {
            if (!load.hasRoom()) {
                // What comes meanwhile is left to other runners; with every report the scheduler hears why.
                pause();
                continue;
            }
            if (!slots.reserve(Duration.ofSeconds(1))) {
                continue;
            }
            var used = false;
            try {
                var message = next(consumer);
                used = message != null && take(message, consumer);
                if (message == null && serverTime.isOld()) {
                    var _ = askTime(consumer);
                }
            } finally {
                if (!used) {
                    slots.giveBack();
                }
            }
        }
    }

    /** Says whether the reserved slot is used. */
    private boolean take(Message message, ConsumerContext consumer) throws Exception {
        AttemptDispatched attempt;
        try {
            attempt = Json.read(message.getData(), AttemptDispatched.class);
        } catch (InvalidEvent e) {
            LOG.errorf("a dispatched attempt cannot be read and is dropped: %s", e.getMessage());
            message.term();
            return false;
        }
        var age = age(message, consumer);
        if (age.compareTo(attempt.lease()) > 0) {
            LOG.infof(
                    "attempt %s waited %d s for a runner and is offered again by now",
                    attempt.session(), age.toSeconds());
            message.ack();
            return false;
        }
        var _ = slots.take(attempt, traceOf(message)).thenRun(message::ack);
        return true;
    }

    private static Trace traceOf(Message message) {
        var headers = message.getHeaders();
        return Trace.after(headers == null ? null : headers.getFirst(Trace.HEADER));
    }

    /**
     * How long a message has waited, by the server's clock at both ends: this host's may be wrong by hours. A server too old to
     * tell its time makes every message young; whether an attempt still counts, its fence decides in any case.
     */
    private Duration age(Message message, ConsumerContext consumer) throws IOException, JetStreamApiException {
        var sent = message.metaData().timestamp().toInstant();
        // The server answers only once what it was given before is on its disk, so it is asked before there is
        // something to do.
        var known = serverTime.now();
        var now = known.isPresent() ? known : askTime(consumer);
        return now.map(at -> Duration.between(sent, at)).orElse(Duration.ZERO);
    }

    private Optional<Instant> askTime(ConsumerContext consumer) throws IOException, JetStreamApiException {
        var now = Optional.ofNullable(consumer.getConsumerInfo().getTimestamp()).map(ZonedDateTime::toInstant);
        now.ifPresent(serverTime::told);
        return now;
    }

    private void obey() throws Exception {
        var runner = identity.identity();
        var consumer =
                consumer(Streams.COMMAND, RunnerConsumers.command(runner), RunnerConsumers.commandSubject(runner));
        troubles.remove(COMMANDS);
        while (!closed) {
            var message = next(consumer);
            if (message != null) {
                try {
                    var order = Json.read(message.getData(), AttemptStopRequested.class);
                    LOG.infof("ordered to stop attempt %s: %s", order.session(), order.reason());
                    slots.stop(order.session(), order.fence());
                } catch (InvalidEvent e) {
                    LOG.errorf("an order cannot be read and is dropped: %s", e.getMessage());
                }
                message.ack();
            }
        }
    }

    private ConsumerContext consumer(Streams stream, String durable, String subject) throws Exception {
        var management = nats.management();
        for (var each : List.of(
                stream,
                Streams.RUNNER,
                Streams.AGENT_LOG,
                Streams.AGENT_USAGE,
                Streams.AGENT_WINDOW,
                Streams.AGENT_ESCALATION)) {
            StreamKeeper.ensure(management, each);
        }
        StreamKeeper.ensure(management, Streams.AGENT_PROGRESS.partitionOf(identity.identity()));
        StreamKeeper.ensureConsumer(management, stream.name(), durable, List.of(subject), ACK_WAIT, 1_000);
        return nats.connection().getConsumerContext(stream.name(), durable);
    }

    private static @Nullable Message next(ConsumerContext consumer) throws Exception {
        var options = FetchConsumeOptions.builder()
                .maxMessages(1)
                .expiresIn(PULL_MILLIS)
                .build();
        try (var fetched = consumer.fetch(options)) {
            return fetched.nextMessage();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Takes nothing more. */
    void close() {
        closed = true;
    }
}
