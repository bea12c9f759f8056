package io.afterhours.foundation.nats;

import io.afterhours.contracts.stream.Partition;
import io.afterhours.contracts.stream.Streams;
import io.nats.client.Connection;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.ConsumerInfo;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
import io.nats.client.api.SubjectTransform;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Creates a declared stream or consumer where it is absent, and refuses one that is not as declared. */
public final class StreamKeeper {
    private static final int STREAM_NOT_FOUND = 10059;
    private static final int STREAM_NAME_IN_USE = 10058;
    private static final int CONSUMER_NOT_FOUND = 10014;
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final int RESETS = 5;

    private StreamKeeper() {}

    /**
     * Makes sure of a stream. One that was made without a setting by which nothing but speed is decided stays as it is.
     *
     * @return how the stream is
     * @throws Drift when it exists with other settings; the message names each difference
     */
    public static StreamConfiguration ensure(JetStreamManagement management, Partition partition)
            throws IOException, JetStreamApiException {
        var wanted = declared(partition);
        try {
            return compared(wanted, management.getStreamInfo(partition.name()));
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() != STREAM_NOT_FOUND) {
                throw e;
            }
            return create(management, wanted);
        }
    }

    /** Makes sure of all partitions of a stream, as of one. */
    public static void ensure(JetStreamManagement management, Streams stream)
            throws IOException, JetStreamApiException {
        for (var partition : stream.partitions()) {
            ensure(management, partition);
        }
    }

    private static StreamConfiguration create(JetStreamManagement management, StreamConfiguration wanted)
            throws IOException, JetStreamApiException {
        try {
            return management.addStream(wanted).getConfiguration();
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() != STREAM_NAME_IN_USE) {
                throw e;
            }
            return compared(wanted, management.getStreamInfo(wanted.getName()));
        }
    }

    static StreamConfiguration declared(Partition partition) {
        var stream = partition.stream();
        return StreamConfiguration.builder()
                .name(partition.name())
                .subjects(partition.entrances())
                .subjectTransform(stored(partition))
                .storageType(StorageType.File)
                .retentionPolicy(
                        switch (stream.retention()) {
                            case LIMITS -> RetentionPolicy.Limits;
                            case WORK_QUEUE -> RetentionPolicy.WorkQueue;
                        })
                .discardPolicy(DiscardPolicy.New)
                .maxAge(stream.maxAge())
                .maxBytes(partition.maxBytes())
                .maximumMessageSize(stream.maxMessageBytes())
                .duplicateWindow(Streams.DUPLICATE_WINDOW)
                .denyDelete(stream.retention() == Streams.Retention.LIMITS)
                .denyPurge(stream.retention() == Streams.Retention.LIMITS
                        && stream.keeper().isEmpty())
                .allowDirect(false)
                .allowAtomicPublish(isOfServices(stream))
                .metadata(Map.of("afterhours-schema", "1"))
                .build();
    }

    /** What reaches a partition on a subject of its own is stored under the one that it was published on. */
    private static @Nullable SubjectTransform stored(Partition partition) {
        if (!partition.isOneOfSeveral()) {
            return null;
        }
        var subject = partition.stream().subjects().getFirst();
        return new SubjectTransform(partition.entrance(subject), Partition.target(subject));
    }

    /** A batch that is begun and never ended takes room of the server; agents and runners have no use for one. */
    private static boolean isOfServices(Streams stream) {
        return stream.subjects().stream().noneMatch(each -> each.startsWith("agent.") || each.startsWith("runner."));
    }

    private static StreamConfiguration compared(StreamConfiguration wanted, StreamInfo info) {
        var found = info.getConfiguration();
        var differences = new ArrayList<String>();
        differ(differences, "subjects", new HashSet<>(wanted.getSubjects()), new HashSet<>(found.getSubjects()));
        differ(differences, "the subject under which it stores", stored(wanted), stored(found));
        differ(differences, "retention", wanted.getRetentionPolicy(), found.getRetentionPolicy());
        differ(differences, "discard", wanted.getDiscardPolicy(), found.getDiscardPolicy());
        differ(differences, "storage", wanted.getStorageType(), found.getStorageType());
        differ(differences, "max age", wanted.getMaxAge(), found.getMaxAge());
        differ(differences, "max bytes", wanted.getMaxBytes(), found.getMaxBytes());
        differ(differences, "max message size", wanted.getMaximumMessageSize(), found.getMaximumMessageSize());
        if (!differences.isEmpty()) {
            throw new Drift("stream " + wanted.getName() + " is not as declared: " + String.join("; ", differences)
                    + ". Change it back, or delete it when nothing in it is needed, and start again.");
        }
        return found;
    }

    private static @Nullable String stored(StreamConfiguration stream) {
        var transform = stream.getSubjectTransform();
        return transform == null ? null : transform.getDestination();
    }

    private static void differ(List<String> differences, String what, @Nullable Object wanted, @Nullable Object found) {
        if (!Objects.equals(wanted, found)) {
            differences.add(what + " should be " + wanted + " and is " + found);
        }
    }

    /**
     * Makes sure of a durable pull consumer with explicit acknowledgement; it is never given up by the server, because the
     * connector counts refusals itself.
     *
     * @param ackWait how long a message may be out before the server offers it again
     */
    public static void ensureConsumer(
            JetStreamManagement management,
            String stream,
            String durable,
            List<String> subjects,
            Duration ackWait,
            int maxAckPending)
            throws IOException, JetStreamApiException {
        management.addOrUpdateConsumer(
                stream,
                declared(durable, subjects, ackWait, maxAckPending)
                        .ackPolicy(AckPolicy.Explicit)
                        .build());
    }

    private static ConsumerConfiguration.Builder declared(
            String durable, List<String> subjects, Duration ackWait, int maxAckPending) {
        return ConsumerConfiguration.builder()
                .durable(durable)
                .filterSubjects(subjects)
                .ackWait(ackWait)
                .maxDeliver(-1)
                .maxAckPending(maxAckPending);
    }

    /**
     * Makes sure of a durable pull consumer that is read in order and acknowledges a message with all before it, and has it hand out
     * again what is not acknowledged, numbered from 1. One that acknowledged each message is made anew where it stood.
     *
     * @throws IOException when the server does not answer; one before 2.14 does not know the question
     */
    static void beginInOrder(
            Connection connection,
            String stream,
            String durable,
            List<String> subjects,
            Duration ackWait,
            int maxAckPending)
            throws IOException, JetStreamApiException, InterruptedException {
        var management = connection.jetStreamManagement();
        var wanted = declared(durable, subjects, ackWait, maxAckPending).ackPolicy(AckPolicy.All);
        var found = found(management, stream, durable);
        if (found != null && found.getConsumerConfiguration().getAckPolicy() != AckPolicy.All) {
            management.deleteConsumer(stream, durable);
            from(wanted, found.getAckFloor().getStreamSequence() + 1);
        } else if (found != null) {
            from(wanted, found.getConsumerConfiguration().getStartSequence());
        }
        management.addOrUpdateConsumer(stream, wanted.build());
        reset(connection, management, stream, durable);
    }

    private static void from(ConsumerConfiguration.Builder wanted, long place) {
        if (place > 1) {
            wanted.deliverPolicy(DeliverPolicy.ByStartSequence).startSequence(place);
        }
    }

    /** A consumer, or null when there is none. */
    static @Nullable ConsumerInfo found(JetStreamManagement management, String stream, String durable)
            throws IOException, JetStreamApiException {
        try {
            return management.getConsumerInfo(stream, durable);
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() != CONSUMER_NOT_FOUND) {
                throw e;
            }
            return null;
        }
    }

    /** An acknowledgement that was on its way counts by its old number, so that those to come would not: then once more. */
    private static void reset(Connection connection, JetStreamManagement management, String stream, String durable)
            throws IOException, JetStreamApiException, InterruptedException {
        for (int i = 0; i < RESETS; i++) {
            var answer = connection.request("$JS.API.CONSUMER.RESET." + stream + "." + durable, new byte[0], ANSWER);
            if (answer == null) {
                throw new IOException("the server does not go back in " + stream
                        + "; it does where it is nats-server 2.14 or newer, and this service may ask");
            }
            new ConsumerInfo(answer).throwOnHasError();
            if (management.getConsumerInfo(stream, durable).getAckFloor().getConsumerSequence() == 0) {
                return;
            }
        }
        throw new IOException("acknowledgements of somebody else come in between in " + stream);
    }

    /** A stream that exists with other settings than declared. */
    public static final class Drift extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        public Drift(String message) {
            super(message);
        }
    }
}
