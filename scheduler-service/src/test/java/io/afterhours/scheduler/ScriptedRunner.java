package io.afterhours.scheduler;

import io.afterhours.contracts.Json;
import io.afterhours.contracts.Subject;
import io.afterhours.contracts.cost.MoneyRuled;
import io.afterhours.contracts.progress.ProgressChanged;
import io.afterhours.contracts.progress.SessionsChanged;
import io.afterhours.contracts.runner.AttemptFinished;
import io.afterhours.contracts.runner.AttemptStarted;
import io.afterhours.contracts.runner.AttemptTaken;
import io.afterhours.contracts.runner.Failure;
import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.contracts.runner.HostLoad;
import io.afterhours.contracts.runner.RunnerReported;
import io.afterhours.contracts.scheduler.AttemptDispatched;
import io.afterhours.contracts.scheduler.AttemptStopRequested;
import io.afterhours.contracts.stream.Streams;
import io.afterhours.testkit.NatsServer;
import io.nats.client.Connection;
import io.nats.client.FetchConsumeOptions;
import io.nats.client.Nats;
import io.nats.client.Subscription;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** A runner that says what a test wants it to say, over real NATS. */
final class ScriptedRunner implements AutoCloseable {
    private final String name;
    private final Connection connection;
    private final Subscription orders;

    ScriptedRunner(String name, NatsServer nats) {
        this.name = name;
        try {
            connection = Nats.connect(nats.url());
            orders = connection.subscribe("command." + name);
            connection.flush(Duration.ofSeconds(5));
            connection
                    .jetStreamManagement()
                    .addOrUpdateConsumer(
                            Streams.DISPATCH.name(),
                            ConsumerConfiguration.builder()
                                    .durable("pool-default")
                                    .filterSubject("dispatch.default")
                                    .ackPolicy(AckPolicy.Explicit)
                                    .build());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    void report(int slots) {
        say("reported", new RunnerReported("default", slots, 0, "ready", List.of(), List.of("shell"), "test"));
    }

    void report(int slots, HostLoad host) {
        say("reported", new RunnerReported("default", slots, 0, "ready", List.of(), List.of("shell"), "test", host));
    }

    /** The next attempt dispatched, or null when none comes in time. */
    @Nullable AttemptDispatched take(Duration atMost) {
        try {
            var message = connection
                    .getConsumerContext(Streams.DISPATCH.name(), "pool-default")
                    .next(atMost);
            if (message == null) {
                return null;
            }
            message.ackSync(Duration.ofSeconds(5));
            var attempt = Json.read(message.getData(), AttemptDispatched.class);
            say("taken", new AttemptTaken(attempt.session(), attempt.build(), attempt.number(), attempt.fence()));
            return attempt;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The next order to stop, or null when none comes in time. */
    @Nullable AttemptStopRequested ordered(Duration atMost) {
        try {
            var message = orders.nextMessage(atMost);
            return message == null ? null : Json.read(message.getData(), AttemptStopRequested.class);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Takes everything off the work queue, what is only on its way there included; nothing more may be dispatched by then. */
    void drain(Jdbi jdbi) {
        Awaitility.await("all that was dispatched is on the queue")
                .until(() -> jdbi.withHandle(handle -> handle.select(
                                        "select count(*) from outbox where subject like 'dispatch.%' and sent_at is null")
                                .mapTo(Integer.class)
                                .one())
                        == 0);
        try (var left = connection
                .getConsumerContext(Streams.DISPATCH.name(), "pool-default")
                .fetch(FetchConsumeOptions.builder().maxMessages(100).noWait().build())) {
            for (var message = left.nextMessage(); message != null; message = left.nextMessage()) {
                message.ackSync(Duration.ofSeconds(5));
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** The other builds of an attempt, each as if it had been dispatched by itself. */
    static List<AttemptDispatched> members(AttemptDispatched together) {
        return together.members().stream()
                .map(each -> new AttemptDispatched(
                        each.session(),
                        null,
                        each.build(),
                        each.number(),
                        each.fence(),
                        together.lease(),
                        each.title(),
                        together.prompt(),
                        null,
                        together.profile(),
                        together.model(),
                        together.workspace(),
                        each.accept(),
                        null,
                        together.wallClock(),
                        together.tags()))
                .toList();
    }

    void start(AttemptDispatched attempt) {
        say(
                "started",
                new AttemptStarted(
                        attempt.session(), attempt.build(), attempt.number(), attempt.fence(), null, Instant.now()));
    }

    void succeed(AttemptDispatched attempt) {
        finish(attempt, null);
    }

    void limit(AttemptDispatched attempt, Instant until) {
        finish(attempt, new Failure(FailureClass.RATE_LIMITED, "You've hit your limit.", null, until));
    }

    void fail(AttemptDispatched attempt, FailureClass failureClass, String text) {
        finish(attempt, new Failure(failureClass, text, "the last lines of " + attempt.session(), null));
    }

    private void finish(AttemptDispatched attempt, @Nullable Failure failure) {
        say(
                "finished",
                new AttemptFinished(
                        attempt.session(),
                        attempt.build(),
                        attempt.number(),
                        attempt.fence(),
                        failure == null,
                        failure,
                        "done",
                        null,
                        List.of(),
                        false,
                        Instant.now(),
                        Instant.now()));
    }

    /** Publishes what an agent has to say: {@code request}, {@code escalation}. */
    void say(String agent, String what, String payload) {
        publish("agent." + agent + "." + what, payload.getBytes(StandardCharsets.UTF_8));
    }

    /** Says as progress-service how far attempts are, of all in one event. */
    void sayTogether(Map<AttemptDispatched, Double> percents) {
        var sessions = percents.entrySet().stream()
                .map(each -> new ProgressChanged(
                        each.getKey().session(),
                        1,
                        name,
                        null,
                        null,
                        each.getValue(),
                        null,
                        null,
                        null,
                        Instant.now(),
                        false,
                        List.of()))
                .toList();
        publish(new Subject.OfSessions().toString(), Json.write(new SessionsChanged(sessions)));
    }

    /** Says as cost-service that a person changed a rule about money. */
    void sayRuled(MoneyRuled ruled) {
        publish(new Subject.OfCost("ruled").toString(), Json.write(ruled));
    }

    private void say(String event, Record record) {
        publish(new Subject.OfRunner(name, event).toString(), Json.write(record));
    }

    private void publish(String subject, byte[] data) {
        try {
            connection.jetStream().publish(subject, data);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws InterruptedException {
        connection.close();
    }
}
