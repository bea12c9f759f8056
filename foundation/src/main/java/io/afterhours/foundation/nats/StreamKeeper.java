package io.afterhours.foundation.nats;

import io.afterhours.contracts.stream.Streams;
import io.nats.client.JetStreamApiException;
import io.nats.client.JetStreamManagement;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import io.nats.client.api.StreamInfo;
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

    private StreamKeeper() {}

    /**
     * Makes sure of a stream. One that was made without a setting by which nothing but speed is decided stays as it is.
     *
     * @return how the stream is
     * @throws Drift when it exists with other settings; the message names each difference
     */
    public static StreamConfiguration ensure(JetStreamManagement management, Streams stream)
            throws IOException, JetStreamApiException {
        var wanted = declared(stream);
        try {
            return compared(stream, wanted, management.getStreamInfo(stream.name()));
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() != STREAM_NOT_FOUND) {
                throw e;
            }
            return create(management, stream, wanted);
        }
    }

    private static StreamConfiguration create(
            JetStreamManagement management, Streams stream, StreamConfiguration wanted)
            throws IOException, JetStreamApiException {
        try {
            return management.addStream(wanted).getConfiguration();
        } catch (JetStreamApiException e) {
            if (e.getApiErrorCode() != STREAM_NAME_IN_USE) {
                throw e;
            }
            return compared(stream, wanted, management.getStreamInfo(stream.name()));
        }
    }

    static StreamConfiguration declared(Streams stream) {
        return StreamConfiguration.builder()
                .name(stream.name())
                .subjects(stream.subjects())
                .storageType(StorageType.File)
                .retentionPolicy(
                        switch (stream.retention()) {
                            case LIMITS -> RetentionPolicy.Limits;
                            case WORK_QUEUE -> RetentionPolicy.WorkQueue;
                        })
                .discardPolicy(DiscardPolicy.New)
                .maxAge(stream.maxAge())
                .maxBytes(stream.maxBytes())
                .maximumMessageSize(stream.maxMessageBytes())
                .duplicateWindow(Streams.DUPLICATE_WINDOW)
                .denyDelete(stream.retention() == Streams.Retention.LIMITS)
                .denyPurge(stream.retention() == Streams.Retention.LIMITS)
                .allowDirect(false)
                .allowAtomicPublish(isOfServices(stream))
                .metadata(Map.of("afterhours-schema", "1"))
                .build();
    }

    /** A batch that is begun and never ended takes room of the server; agents and runners have no use for one. */
    private static boolean isOfServices(Streams stream) {
        return stream.subjects().stream().noneMatch(each -> each.startsWith("agent.") || each.startsWith("runner."));
    }

    private static StreamConfiguration compared(Streams stream, StreamConfiguration wanted, StreamInfo info) {
        var found = info.getConfiguration();
        var differences = new ArrayList<String>();
        differ(differences, "subjects", new HashSet<>(wanted.getSubjects()), new HashSet<>(found.getSubjects()));
        differ(differences, "retention", wanted.getRetentionPolicy(), found.getRetentionPolicy());
        differ(differences, "discard", wanted.getDiscardPolicy(), found.getDiscardPolicy());
        differ(differences, "storage", wanted.getStorageType(), found.getStorageType());
        differ(differences, "max age", wanted.getMaxAge(), found.getMaxAge());
        differ(differences, "max bytes", wanted.getMaxBytes(), found.getMaxBytes());
        differ(differences, "max message size", wanted.getMaximumMessageSize(), found.getMaximumMessageSize());
        if (!differences.isEmpty()) {
            throw new Drift("stream " + stream + " is not as declared: " + String.join("; ", differences)
                    + ". Change it back, or delete it when nothing in it is needed, and start again.");
        }
        return found;
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
            Streams stream,
            String durable,
            List<String> subjects,
            Duration ackWait,
            int maxAckPending)
            throws IOException, JetStreamApiException {
        management.addOrUpdateConsumer(
                stream.name(),
                ConsumerConfiguration.builder()
                        .durable(durable)
                        .filterSubjects(subjects)
                        .ackPolicy(AckPolicy.Explicit)
                        .ackWait(ackWait)
                        .maxDeliver(-1)
                        .maxAckPending(maxAckPending)
                        .build());
    }

    /** A stream that exists with other settings than declared. */
    public static final class Drift extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        public Drift(String message) {
            super(message);
        }
    }
}
