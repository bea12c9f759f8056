package io.afterhours.foundation.nats;

import io.afterhours.contracts.access.Grants;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener.Events;
import io.nats.client.Consumer;
import io.nats.client.ErrorListener;
import io.nats.client.JetStream;
import io.nats.client.JetStreamManagement;
import io.nats.client.JetStreamOptions;
import io.nats.client.Nats;
import io.nats.client.Options;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * This process's one connection, made on first use and kept for ever: it reconnects without end and buffers nothing while
 * away, because what must not be lost waits in an outbox or a spool.
 */
@ApplicationScoped
public class NatsClient {
    private static final Logger LOG = Logger.getLogger(NatsClient.class);

    private final NatsConfig config;
    private final ReentrantLock connecting = new ReentrantLock();
    private final List<Runnable> reconnected = new CopyOnWriteArrayList<>();
    private final Complaints complaints = new Complaints();
    private volatile @Nullable Connection connection;

    public NatsClient(NatsConfig config) {
        this.config = config;
    }

    /**
     * The connection.
     *
     * @throws IOException when NATS cannot be reached now; to be tried again
     */
    public Connection connection() throws IOException, InterruptedException {
        var existing = connection;
        if (existing != null) {
            return existing;
        }
        connecting.lockInterruptibly();
        try {
            var made = connection;
            if (made == null) {
                made = Nats.connect(options(config));
                connection = made;
            }
            return made;
        } finally {
            connecting.unlock();
        }
    }

    public JetStream jetStream() throws IOException, InterruptedException {
        return connection()
                .jetStream(JetStreamOptions.builder()
                        .requestTimeout(config.publishTimeout())
                        .build());
    }

    public JetStreamManagement management() throws IOException, InterruptedException {
        return connection().jetStreamManagement();
    }

    public boolean isConnected() {
        var existing = connection;
        return existing != null && existing.getStatus() == Connection.Status.CONNECTED;
    }

    /** Has something run each time the connection came back. */
    public void onReconnect(Runnable action) {
        reconnected.add(action);
    }

    /**
     * The settings of the house for a connection: fail fast, reconnect for ever, notice a dead peer within a minute. It has threads of the
     * system's: a virtual one is woken for each read by another thread, and waits for a carrier then.
     */
    private Options options(NatsConfig config) {
        var options = Options.builder()
                .server(config.url())
                .connectionName(config.identity())
                .inboxPrefix(Grants.inboxPrefix(config.identity()))
                .maxControlLine(Grants.CONNECT_LINE)
                .maxReconnects(-1)
                .reconnectWait(Duration.ofMillis(250))
                .reconnectJitter(Duration.ofMillis(250))
                .connectionTimeout(Duration.ofSeconds(5))
                .pingInterval(Duration.ofSeconds(20))
                .maxPingsOut(2)
                .socketWriteTimeout(Duration.ofSeconds(15))
                .reconnectBufferSize(0)
                .executor(Executors.newThreadPerTaskExecutor(
                        Thread.ofPlatform().daemon().name("nats-", 0).factory()))
                .connectionListener((from, event) -> heard(event))
                .errorListener(complaints);
        config.credentials().ifPresent(file -> options.authHandler(Nats.credentials(file.toString())));
        return options.build();
    }

    private void heard(Events event) {
        LOG.infof("NATS: %s", event.getEvent());
        if (event == Events.RECONNECTED || event == Events.CONNECTED) {
            complaints.areOver();
            for (var action : reconnected) {
                Thread.ofVirtual().name("nats-reconnected").start(action);
            }
        }
    }

    @PreDestroy
    void close() throws InterruptedException {
        var existing = connection;
        if (existing != null) {
            existing.close();
        }
    }

    /** Each try to come back fails alike, several a second: what is the same as before is not said again. */
    private static final class Complaints implements ErrorListener {
        private final AtomicReference<@Nullable String> last = new AtomicReference<>();

        @Override
        public void errorOccurred(Connection from, String error) {
            LOG.warnf("NATS: %s", error);
        }

        @Override
        public void exceptionOccurred(Connection from, Exception failure) {
            var text = failure.toString();
            if (!text.equals(last.getAndSet(text))) {
                LOG.warnf("NATS: %s", text);
            }
        }

        void areOver() {
            last.set(null);
        }

        @Override
        public void slowConsumerDetected(Connection from, Consumer consumer) {
            LOG.warnf("NATS: a consumer is slow, %d messages dropped", consumer.getDroppedCount());
        }
    }
}
