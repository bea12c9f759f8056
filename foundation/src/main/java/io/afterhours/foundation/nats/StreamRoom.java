package io.afterhours.foundation.nats;

import io.afterhours.contracts.stream.Consumers;
import io.afterhours.contracts.stream.Partition;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.PurgeOptions;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.StreamInfo;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes room in a stream: one that is more than half full lets go of the older half of its messages, as far as every consumer has
 * acknowledged them. What was not read stays, whatever room it takes: a stream that is full of that refuses what is new.
 *
 * <pre>
 *   oldest ────────────────────┬───────── middle ──────┬──────── newest
 *     let go of, as it is read │                       │ read, and kept as long as there is room
 *                              └── or here: the place of who is farthest behind
 * </pre>
 */
final class StreamRoom {
    private static final double HALF = 0.5;

    private final Function<String, List<ParkedAgents.Parked>> parked;

    /**
     * Makes room as those who are parked leave it.
     *
     * @param parked who is parked at a consumer of that name, as it stands when it is asked
     */
    StreamRoom(Function<String, List<ParkedAgents.Parked>> parked) {
        this.parked = parked;
    }

    /**
     * How a stream of the server was found.
     *
     * @param filled its bytes, as a share of what it may hold
     * @param letGo how many messages it holds no longer
     * @param holdup why it holds more than half and can let go of nothing
     */
    record Found(double filled, long letGo, @Nullable String holdup) {}

    /**
     * How far a stream is read.
     *
     * @param by whom, as a person is told
     * @param place of the last message that is needed no longer
     */
    private record Read(String by, long place) {}

    /** Makes room where it is needed. */
    Found make(JetStreamManagement management, Partition partition) throws IOException, JetStreamApiException {
        var info = management.getStreamInfo(partition.name());
        var state = info.getStreamState();
        var filled = (double) state.getByteCount() / info.getConfiguration().getMaxBytes();
        if (filled <= HALF) {
            return new Found(filled, 0, null);
        }
        var least = least(management, partition, info);
        var middle = state.getFirstSequence() + (state.getLastSequence() - state.getFirstSequence()) / 2;
        var upTo = Math.min(least.place(), middle);
        if (upTo < state.getFirstSequence()) {
            return new Found(filled, 0, least.by());
        }
        var purged = management.purgeStream(
                partition.name(), PurgeOptions.builder().sequence(upTo + 1).build());
        return new Found(filled, purged.getPurged(), null);
    }

    /**
     * What is read by who is farthest behind. Parked agents are looked up after the consumers: what was acknowledged without being
     * applied stood in their table before.
     */
    private Read least(JetStreamManagement management, Partition partition, StreamInfo info)
            throws IOException, JetStreamApiException {
        if (info.getConfiguration().getDenyPurge()) {
            return new Read("it was made so that nobody may empty it (deny_purge)", 0);
        }
        var last = info.getStreamState().getLastSequence();
        var there = management.getConsumers(partition.name());
        return Stream.of(missing(partition, there), there.stream().map(each -> read(each, last)), parked(partition))
                .flatMap(each -> each)
                .min(Comparator.comparingLong(Read::place))
                .orElse(new Read("nobody reads it", last));
    }

    private static Stream<Read> missing(Partition partition, List<ConsumerInfo> there) {
        return Consumers.of(partition.stream()).stream()
                .map(Consumers::durable)
                .filter(durable ->
                        there.stream().noneMatch(each -> each.getName().equals(durable)))
                .map(durable -> new Read("there is no consumer " + durable + " yet", 0));
    }

    /**
     * What a consumer has read. One for a few of the subjects has acknowledged no further than the last message of those, however many
     * of others came since; when none waits for it, all is read.
     */
    private static Read read(ConsumerInfo consumer, long last) {
        var waiting = consumer.getNumPending() + consumer.getNumAckPending();
        var place = waiting == 0 ? last : consumer.getAckFloor().getStreamSequence();
        return new Read("consumer " + consumer.getName() + " has " + waiting + " messages to read", place);
    }

    private Stream<Read> parked(Partition partition) {
        return Consumers.of(partition.stream()).stream()
                .filter(Consumers::parks)
                .flatMap(consumer -> parked.apply(consumer.durable()).stream())
                .filter(each -> partition.stream().partitionOf(each.agent()).equals(partition))
                .map(each -> new Read(
                        "agent " + each.agent() + " is parked",
                        Math.max(each.part().first() - 1, each.done())));
    }
}
