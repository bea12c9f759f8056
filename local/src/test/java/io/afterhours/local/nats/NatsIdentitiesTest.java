package io.afterhours.local.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.afterhours.contracts.access.Grants;
import io.afterhours.contracts.stream.Streams;
import io.nats.client.AuthenticationException;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Consumer;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.PurgeOptions;
import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NatsIdentitiesTest {
    private static final String NEVER_ALLOWED = "never.allowed";

    @TempDir
    static Path folder;

    private static NatsIdentities identities;
    private static NatsServer server;
    private static Path scheduler;
    private static Path builder;

    @BeforeAll
    static void start() throws Exception {
        identities = new NatsIdentities(folder.resolve("nats"), InstantSource.system()).ensureAccounts();
        scheduler = identities.ensureUser(folder.resolve("scheduler.creds"), Grants.service("scheduler"));
        builder = identities.ensureUser(folder.resolve("builder.creds"), Grants.agent("builder"));
        server = NatsServer.start(folder, identities);
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @Test
    void a_service_creates_its_streams_and_an_agents_message_is_stored() throws Exception {
        try (var service = server.connect(scheduler, "scheduler");
                var agent = server.connect(builder, "builder")) {
            service.jetStreamManagement()
                    .addStream(StreamConfiguration.builder()
                            .name("BUILD")
                            .subjects("build.*.*")
                            .storageType(StorageType.File)
                            .discardPolicy(DiscardPolicy.New)
                            .maxBytes(Streams.BUILD.maxBytes())
                            .build());
            var ack = service.jetStream().publish("build.queued.B-1", bytes("{}"));
            assertThat(ack.getSeqno()).isEqualTo(1);

            agent.publish("agent.builder.progress", bytes("{}"));
            agent.flush(Duration.ofSeconds(10));
            assertThat(agent.getLastError()).isNullOrEmpty();
        }
    }

    @Test
    void a_streams_keeper_lets_go_of_what_was_read_and_another_service_does_not() throws Exception {
        var cost = identities.ensureUser(folder.resolve("cost.creds"), Grants.service("cost"));
        try (var keeper = server.connect(scheduler, "scheduler");
                var other = server.connect(cost, "cost")) {
            var management = keeper.jetStreamManagement();
            management.addStream(StreamConfiguration.builder()
                    .name("QUEUE")
                    .subjects("queue.*")
                    .maxBytes(Streams.QUEUE.maxBytes())
                    .build());
            keeper.jetStream().publish("queue.expected", bytes("{}"));

            assertThat(management.getConsumers("QUEUE")).isEmpty();
            assertThatThrownBy(() -> other.jetStreamManagement().purgeStream("QUEUE"))
                    .isInstanceOf(IOException.class);
            assertThat(management
                            .purgeStream(
                                    "QUEUE", PurgeOptions.builder().sequence(2).build())
                            .getPurged())
                    .isEqualTo(1);
        }
    }

    /** The server refuses a token that is longer than its line, and the client is told no more than that it cannot connect. */
    @Test
    void the_token_of_every_service_and_runner_is_short_enough_for_the_server() throws Exception {
        var longest = "a".repeat(40);
        for (var grants : Stream.concat(
                        Grants.SERVICES.stream().map(Grants::service), Stream.of(Grants.runner(longest, longest)))
                .toList()) {
            var credentials = identities.ensureUser(folder.resolve("each-" + grants.name() + ".creds"), grants);
            try (var connection = server.connect(credentials, grants.name())) {
                assertThat(connection.getStatus()).as(grants.name()).isEqualTo(Connection.Status.CONNECTED);
            }
        }
    }

    @Test
    void a_client_on_a_busy_machine_has_time_to_show_its_token() throws Exception {
        var address = URI.create(server.url());
        try (var slow = new Socket(address.getHost(), address.getPort())) {
            slow.setSoTimeout(3_000);
            var said = new BufferedReader(new InputStreamReader(slow.getInputStream(), StandardCharsets.UTF_8));
            assertThat(said.readLine()).startsWith("INFO ");
            assertThatThrownBy(said::readLine)
                    .as("nothing more is said, and the connection stays")
                    .isInstanceOf(SocketTimeoutException.class);
        }
    }

    @Test
    void an_agent_may_publish_as_itself_and_as_nobody_else() throws Exception {
        assertThat(refusedPublish("agent.builder.progress")).isNull();
        assertThat(refusedPublish("agent.other.progress")).contains("Permissions Violation");
        assertThat(refusedPublish("build.queued.B-1")).contains("Permissions Violation");
        assertThat(refusedPublish("$JS.API.STREAM.DELETE.BUILD")).contains("Permissions Violation");
        assertThat(refusedPublish("$SYS.REQ.CLAIMS.UPDATE")).contains("Permissions Violation");
    }

    @Test
    void an_agent_gets_into_its_own_partition_and_into_no_other() throws Exception {
        for (var partition : Streams.AGENT_PROGRESS.partitions()) {
            var refused = refusedPublish(partition.entrance("agent.builder.progress"));
            if (partition.equals(Streams.AGENT_PROGRESS.partitionOf("builder"))) {
                assertThat(refused).isNull();
            } else {
                assertThat(refused).contains("Permissions Violation");
            }
        }
    }

    @Test
    void an_agent_reads_its_own_replies_and_nothing_else() throws Exception {
        assertThat(refusedSubscribe("_INBOX_builder.x")).isNull();
        assertThat(refusedSubscribe("_INBOX_scheduler.>")).contains("Permissions Violation");
        assertThat(refusedSubscribe("agent.>")).contains("Permissions Violation");
        assertThat(refusedSubscribe(">")).contains("Permissions Violation");
    }

    @Test
    void a_connection_without_credentials_is_refused() {
        assertThatThrownBy(() -> Nats.connect(server.url())).isInstanceOf(AuthenticationException.class);
    }

    @Test
    void a_revoked_agent_is_sent_away_and_others_stay() throws Exception {
        var unwanted = identities.ensureUser(folder.resolve("unwanted.creds"), Grants.agent("unwanted"));
        var keeper = identities.ensureKeeper(folder.resolve("keeper.creds"));
        var gone = new CountDownLatch(1);
        ConnectionListener listener = (connection, event) -> {
            if (event == ConnectionListener.Events.CLOSED) {
                gone.countDown();
            }
        };
        try (var other = server.connect(builder, "builder");
                var sent = Nats.connect(server.options(unwanted, "unwanted")
                        .connectionListener(listener)
                        .build());
                var system = server.connect(keeper, "keeper")) {
            new AccountKeeper(system).push(identities.revoking(List.of(userOf(unwanted))));

            assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(sent.getStatus()).isEqualTo(Connection.Status.CLOSED);
            assertThat(other.getStatus()).isEqualTo(Connection.Status.CONNECTED);
        }
        assertThatThrownBy(() -> server.connect(unwanted, "unwanted")).isInstanceOf(AuthenticationException.class);
        assertThat(identities.ensureAccounts().revoking(List.of()))
                .as("a later start keeps the revocation")
                .satisfies(token -> assertThat(
                                Tokens.read(token).at("/nats/revocations").has(userOf(unwanted)))
                        .isTrue());
    }

    @Test
    void a_second_provisioning_changes_no_file() throws Exception {
        var before = contents();
        new NatsIdentities(folder.resolve("nats"), InstantSource.system()).ensureAccounts();
        identities.ensureUser(scheduler, Grants.service("scheduler"));
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void new_grants_give_the_same_user_a_new_token() {
        var file = folder.resolve("growing.creds");
        identities.ensureUser(file, Grants.agent("growing"));
        var before = userOf(file);
        identities.ensureUser(file, new Grants("growing", List.of("agent.growing.>", "more"), List.of()));
        assertThat(userOf(file)).isEqualTo(before);
        assertThat(Tokens.read(token(file)).at("/nats/pub/allow")).hasSize(2);
    }

    @Test
    void keys_and_credentials_are_for_their_owner_alone() throws Exception {
        try (var files = Files.walk(folder.resolve("nats/keys"))) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .isEqualTo("rw-------");
            }
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(builder)))
                .isEqualTo("rw-------");
    }

    private static @Nullable String refusedPublish(String subject) throws Exception {
        return refused(connection -> connection.publish(subject, bytes("{}")));
    }

    private static @Nullable String refusedSubscribe(String subject) throws Exception {
        return refused(connection -> connection.subscribe(subject));
    }

    /** What the server says against it; null when it says nothing before it refuses what comes next, which it always does. */
    private static @Nullable String refused(java.util.function.Consumer<Connection> action) throws Exception {
        var errors = new LinkedBlockingQueue<String>();
        var listener = new ErrorListener() {
            @Override
            public void errorOccurred(Connection connection, String text) {
                errors.add(text);
            }

            @Override
            public void exceptionOccurred(Connection connection, Exception exception) {}

            @Override
            public void slowConsumerDetected(Connection connection, Consumer consumer) {}
        };
        try (var connection = Nats.connect(
                server.options(builder, "builder").errorListener(listener).build())) {
            action.accept(connection);
            connection.publish(NEVER_ALLOWED, bytes("{}"));
            var error = errors.poll(10, TimeUnit.SECONDS);
            assertThat(error).isNotNull();
            return error.contains(NEVER_ALLOWED) ? null : error;
        }
    }

    private static List<String> contents() throws Exception {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().matches(".*\\.(jwt|seed)|.*scheduler.creds"))
                    .sorted()
                    .map(file -> file + ": " + read(file))
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String token(Path credentials) {
        return Credentials.parse(read(credentials)).token();
    }

    private static String userOf(Path credentials) {
        return Tokens.read(token(credentials)).get("sub").asText();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
