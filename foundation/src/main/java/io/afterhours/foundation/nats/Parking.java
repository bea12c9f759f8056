package io.afterhours.foundation.nats;

import io.afterhours.contracts.Subject;
import io.afterhours.contracts.stream.Consumers;
import io.afterhours.foundation.time.RoundLoop;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.nats.client.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Keeps one agent's flood from the others: what an agent sends beyond its rate is passed over, and applied at its rate through a
 * consumer of its own. The messages stay where they are, in the stream; what is kept of them is which part was passed over.
 *
 * <pre>
 *   message ──► {@link Floodgate} ── within the rate ──► the method, with those of the others
 *                    │ beyond it
 *                    ▼
 *          part of the stream, taken down ──► acknowledged ──► {@link Lane}, at the rate ──► the method
 * </pre>
 *
 * <p>The rule that matters most: a message that was passed over is acknowledged only when its part is in the table. A message that
 * comes both ways is applied once, because the inbox knows it.
 */
final class Parking {
    /** Between two times that what was passed over is taken down. */
    private static final Duration ROUND = Duration.ofMillis(20);

    private static final Duration WHEN_IT_CANNOT_BE_WRITTEN = Duration.ofSeconds(1);

    private final String durable;
    private final ParkedAgents table;
    private final Hands hands;
    private final Floodgate<Message> gate;
    private final Counter passedOver;
    private final RoundLoop takingDown;
    private final Lanes lanes;

    /** Held while the table is brought in step with the gate, or the other way round. */
    private final Object step = new Object();

    /** The table of parked agents, and how much an agent may send. */
    record Lot(ParkedAgents table, ParkingConfig config) {
        boolean isFor(Consumers consumer) {
            return consumer.parks() && config.rate() > 0;
        }
    }

    /** Through whose hands messages go that are not passed over. */
    record Hands(Verdicts verdicts, DatabaseWatch database, Rounds rounds, BatchReader reader) {}

    /** Whether a message was handed out before. */
    @FunctionalInterface
    interface Again {
        boolean is(Message message);
    }

    Parking(
            Lot lot,
            NatsClient nats,
            Consumers consumer,
            PullChannel.Settings settings,
            Hands hands,
            Again again,
            MeterRegistry meters) {
        this.durable = consumer.durable();
        this.table = lot.table();
        this.hands = hands;
        this.gate = new Floodgate<>(
                new TokenBuckets(lot.config().rate(), lot.config().burst()),
                message -> seen(message, again.is(message)));
        this.passedOver = meters.counter("afterhours.parked", "consumer", durable);
        this.takingDown = new RoundLoop("take down what was passed over", () -> {}, this::takeDown);
        this.lanes = new Lanes(this, nats, consumer, lot.config().rate(), settings);
        meters.gauge("afterhours.parked.agents", List.of(Tag.of("consumer", durable)), gate, Floodgate::parked);
        meters.gauge("afterhours.parked.waiting", List.of(Tag.of("consumer", durable)), lanes, Lanes::waiting);
    }

    void start() {
        takingDown.start();
        lanes.start();
    }

    /** Learns which agents are parked before the first message is pulled. */
    void learn() {
        claim(Lanes.LEASE);
    }

    /** Those of the messages that go on. */
    List<Message> pass(List<Message> messages) {
        var passed = gate.pass(messages);
        if (passed.size() < messages.size()) {
            passedOver.increment(messages.size() - passed.size());
            takingDown.wake();
        }
        return passed;
    }

    private static Floodgate.Seen seen(Message message, boolean again) {
        var about = message.metaData();
        return new Floodgate.Seen(
                Subject.publisher(message.getSubject()),
                about.streamSequence(),
                about.timestamp().toInstant(),
                again);
    }

    private Duration takeDown() {
        List<Floodgate.Passed<Message>> passed = List.of();
        try {
            synchronized (step) {
                passed = gate.takePassedOver();
                if (!passed.isEmpty()) {
                    table.park(durable, parts(passed));
                }
            }
        } catch (RuntimeException e) {
            hands.database().blames(e);
            hands.verdicts().later(messages(passed), WHEN_IT_CANNOT_BE_WRITTEN);
            throw e;
        }
        hands.verdicts().parked(messages(passed));
        lanes.wake();
        return ROUND;
    }

    private static List<Message> messages(List<Floodgate.Passed<Message>> passed) {
        return passed.stream().map(Floodgate.Passed::message).toList();
    }

    /** What was passed over, as one part of the stream for each agent. */
    private static List<ParkedAgents.Part> parts(List<Floodgate.Passed<Message>> passed) {
        var parts = new LinkedHashMap<String, ParkedAgents.Part>();
        for (var each : passed) {
            parts.merge(
                    each.agent(),
                    new ParkedAgents.Part(each.agent(), each.sequence(), each.sequence()),
                    (one, other) -> new ParkedAgents.Part(
                            one.agent(), Math.min(one.first(), other.first()), Math.max(one.last(), other.last())));
        }
        return new ArrayList<>(parts.values());
    }

    Hands hands() {
        return hands;
    }

    /** Who is parked, of whom the lanes of some are this process's; the gate knows it as well from then on. */
    List<ParkedAgents.Parked> claim(Duration lease) {
        synchronized (step) {
            var all = table.claim(durable, lease);
            gate.know(all.stream()
                    .filter(each -> !each.comingBack())
                    .collect(Collectors.toMap(
                            ParkedAgents.Parked::agent, each -> each.part().first())));
            return all;
        }
    }

    void note(String agent, Lane.Standing standing) {
        table.note(durable, agent, standing.done(), standing.waiting());
    }

    /** Lets an agent's messages go on again; what of it was passed over is still to be applied. */
    void comeBack(String agent) {
        synchronized (step) {
            if (gate.open(agent)) {
                table.comeBack(durable, agent);
            }
        }
    }

    /** Forgets that an agent was parked, when all that was passed over is applied. */
    boolean end(ParkedAgents.Part part) {
        synchronized (step) {
            return table.end(durable, part.agent(), part.last());
        }
    }

    void close() {
        takingDown.stop();
        lanes.close();
    }
}
