package io.afterhours.foundation.nats;

import io.afterhours.contracts.stream.Partition;
import io.afterhours.contracts.stream.Streams;
import io.afterhours.foundation.time.Jobs;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.nats.client.JetStreamApiException;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Makes room in the streams that this service keeps, again and again, and says where there is none to be made. */
@ApplicationScoped
public class StreamRoomLoop {
    private static final Logger LOG = Logger.getLogger(StreamRoomLoop.class);

    /** A stream takes minutes at the least to get from half full to full. */
    private static final Duration EVERY = Duration.ofSeconds(15);

    private static final double NEARLY_FULL = 0.9;
    private static final int NOT_FOUND = 404;

    private final NatsClient nats;
    private final StreamRoom room;
    private final List<Partition> partitions;
    private final Map<Partition, Double> filled = new ConcurrentHashMap<>();
    private final Set<Partition> saidToBeNearlyFull = new HashSet<>();

    StreamRoomLoop(
            NatsClient nats,
            ParkedAgents parked,
            MeterRegistry meters,
            @ConfigProperty(name = "quarkus.application.name") String service) {
        this.nats = nats;
        this.room = new StreamRoom(parked::all);
        this.partitions = Streams.keptBy(service).stream()
                .flatMap(stream -> stream.partitions().stream())
                .toList();
        for (var partition : partitions) {
            meters.gauge(
                    "afterhours.stream.filled",
                    List.of(Tag.of("stream", partition.name())),
                    filled,
                    known -> known.getOrDefault(partition, 0.0));
        }
    }

    void start(@Observes StartupEvent event, Jobs jobs) {
        if (!partitions.isEmpty()) {
            jobs.after(EVERY, EVERY, "room in streams", this::run);
        }
    }

    private void run() {
        if (!nats.isConnected()) {
            return;
        }
        try {
            for (var partition : partitions) {
                look(partition);
            }
        } catch (IOException e) {
            LOG.warnf("room in streams: trying again: %s", e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(Partition partition) throws IOException, InterruptedException {
        try {
            var found = room.make(nats.management(), partition);
            filled.put(partition, found.filled());
            if (found.letGo() > 0) {
                LOG.infof("stream %s let go of %d messages that were read", partition.name(), found.letGo());
            }
            say(partition, found);
        } catch (JetStreamApiException e) {
            if (e.getErrorCode() != NOT_FOUND) {
                LOG.warnf("room in stream %s: trying again: %s", partition.name(), e.getMessage());
            }
        }
    }

    /** Once, until something is let go of. */
    private void say(Partition partition, StreamRoom.Found found) {
        if (found.holdup() == null) {
            saidToBeNearlyFull.remove(partition);
        } else if (found.filled() > NEARLY_FULL && saidToBeNearlyFull.add(partition)) {
            LOG.warnf(
                    "stream %s is %d %% full and lets go of nothing: %s; when it is full it refuses what is new",
                    partition.name(), Math.round(found.filled() * 100), found.holdup());
        }
    }
}
