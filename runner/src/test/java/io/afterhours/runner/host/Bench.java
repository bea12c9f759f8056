package io.afterhours.runner.host;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterhours.contracts.EventType;
import io.afterhours.contracts.Json;
import io.afterhours.contracts.Subject;
import io.afterhours.contracts.scheduler.AttemptDispatched;
import io.afterhours.contracts.scheduler.AttemptStopRequested;
import io.afterhours.contracts.stream.RunnerConsumers;
import io.afterhours.contracts.stream.Streams;
import io.afterhours.foundation.trace.Trace;
import io.nats.client.Connection;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.impl.Headers;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** Plays the scheduler: dispatches attempts, orders stops, and hears everything that the runner says. */
final class Bench implements AutoCloseable {
    private final Connection nats;
    private final Queue<Object> heard = new ConcurrentLinkedQueue<>();
    private final Queue<Message> messages = new ConcurrentLinkedQueue<>();
    private long lastOrder;

    Bench(String url) throws Exception {
        nats = Nats.connect(Options.builder()
                .server(url)
                .maxReconnects(-1)
                .connectionTimeout(Duration.ofSeconds(10))
                .build());
        // One dispatcher for all, so that events are heard in the order they were published.
        var ear = nats.createDispatcher(message -> {
            messages.add(message);
            EventType.onSubject(published(message.getSubject()))
                    .ifPresent(type -> heard.add(Json.read(message.getData(), type.record())));
        });
        ear.subscribe("runner.*.*").subscribe("agent.>");
        nats.flush(Duration.ofSeconds(5));
    }

    /** Who listens beside the streams hears what is mapped to a partition at its entrance. */
    private static String published(String subject) {
        return subject.replaceFirst("[.][0-9]+$", "");
    }

    static Order order(String prompt) {
        return new Order(prompt);
    }

    /** What to dispatch. */
    static final class Order {
        private final String session = UUID.randomUUID().toString();
        private final String prompt;
        private String title = "A build";
        private String profile = "shell";
        private Duration lease = Duration.ofSeconds(45);
        private @Nullable Duration wallClock;
        private @Nullable String workspace;
        private @Nullable String accept;
        private @Nullable String evidence;
        private @Nullable String resume;
        private @Nullable String model;
        private final List<AttemptDispatched.Member> members = new ArrayList<>();

        private Order(String prompt) {
            this.prompt = prompt;
        }

        String session() {
            return session;
        }

        Order titled(String other) {
            title = other;
            return this;
        }

        Order with(String other) {
            profile = other;
            return this;
        }

        Order model(String other) {
            model = other;
            return this;
        }

        Order in(Path folder) {
            workspace = folder.toString();
            return this;
        }

        Order accepting(String command) {
            accept = command;
            return this;
        }

        Order told(String other) {
            evidence = other;
            return this;
        }

        Order resuming(String earlier) {
            resume = earlier;
            return this;
        }

        Order leased(Duration other) {
            lease = other;
            return this;
        }

        Order atMost(Duration other) {
            wallClock = other;
            return this;
        }

        /** Together with another build; returns the session under which its result is told. */
        String together(String command) {
            var member = new AttemptDispatched.Member(
                    UUID.randomUUID().toString(),
                    "B-" + (members.size() + 2),
                    1,
                    members.size() + 8,
                    "Another",
                    command);
            members.add(member);
            return member.session();
        }

        AttemptDispatched attempt() {
            return new AttemptDispatched(
                    session,
                    resume,
                    "B-1",
                    1,
                    7,
                    lease,
                    title,
                    prompt,
                    evidence,
                    profile,
                    model,
                    workspace,
                    accept,
                    new BigDecimal("2.50"),
                    wallClock,
                    List.of(),
                    members);
        }
    }

    void dispatch(Order order) throws Exception {
        publish(new Subject.Dispatch("default"), order.attempt(), new Headers());
    }

    void dispatch(Order order, Trace trace) throws Exception {
        publish(new Subject.Dispatch("default"), order.attempt(), new Headers().put(Trace.HEADER, trace.header()));
    }

    /** The trace that each of the messages about an attempt names. */
    List<Optional<Trace>> traces(Order order) {
        return messages.stream()
                .filter(each -> Json.read(each.getData(), JsonNode.class)
                        .path("session")
                        .asText()
                        .equals(order.session()))
                .map(each -> Trace.parse(each.getHeaders().getFirst(Trace.HEADER)))
                .toList();
    }

    /** Waits until the runner has obeyed every order that it was given. */
    void awaitObeyed() throws Exception {
        var management = nats.jetStreamManagement();
        Awaitility.await("orders obeyed")
                .until(() -> management
                                .getConsumerInfo(Streams.COMMAND.name(), RunnerConsumers.command("runner-1"))
                                .getAckFloor()
                                .getStreamSequence()
                        >= lastOrder);
    }

    void stop(Order order, long fence) throws Exception {
        order(new AttemptStopRequested(order.session(), "B-1", fence, "Enough."));
    }

    /** Orders one of several builds that are done together to be stopped. */
    void stop(String session, long fence) throws Exception {
        order(new AttemptStopRequested(session, "B-2", fence, "Enough."));
    }

    private void order(AttemptStopRequested stop) throws Exception {
        lastOrder = publish(new Subject.Command("runner-1"), stop, new Headers());
    }

    /** Returns under which sequence its stream has the event. */
    private long publish(Subject subject, Record event, Headers headers) throws Exception {
        return nats.jetStream()
                .publish(
                        subject.toString(),
                        headers.put("Nats-Msg-Id", UUID.randomUUID().toString()),
                        Json.write(event))
                .getSeqno();
    }

    /** All events of a kind about one attempt, in the order they were heard. */
    <T extends Record> List<T> heard(Class<T> type, Order order) {
        return heard(type, order.session());
    }

    /** The same of one of several builds that are done together. */
    <T extends Record> List<T> heard(Class<T> type, String session) {
        return heard(type)
                .filter(each ->
                        Json.mapper().valueToTree(each).path("session").asText().equals(session))
                .toList();
    }

    <T extends Record> Stream<T> heard(Class<T> type) {
        return heard.stream().filter(type::isInstance).map(type::cast);
    }

    /** Waits for the first event of a kind about one attempt. */
    <T extends Record> T await(Class<T> type, Order order) {
        return await(type, order.session());
    }

    <T extends Record> T await(Class<T> type, String session) {
        return Awaitility.await(type.getSimpleName())
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> heard(type, session), list -> !list.isEmpty())
                .getFirst();
    }

    @Override
    public void close() throws InterruptedException {
        nats.close();
    }
}
