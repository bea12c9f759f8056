package io.afterhours.scheduler.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.afterhours.foundation.http.Problem;
import io.nats.client.AuthenticationException;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener.Events;
import io.nats.client.Nats;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IdentitiesTest {
    @TempDir
    Path folder;

    private OperatorServer server;
    private Identities identities;

    @BeforeEach
    void a_server_in_operator_mode() throws Exception {
        server = new OperatorServer(folder);
        identities = new Identities(server.agents(), server.nats(), InstantSource.system());
    }

    @AfterEach
    void ends() throws Exception {
        server.close();
    }

    @Test
    void makes_credentials_that_the_server_takes() throws Exception {
        try (var agent = connect("builder", identities.make("builder"))) {
            assertThat(agent.getStatus()).isEqualTo(Connection.Status.CONNECTED);
        }
    }

    @Test
    void sends_a_withdrawn_agent_away_at_once_and_lets_the_others_stay() throws Exception {
        var unwanted = identities.make("unwanted");
        var gone = new CountDownLatch(1);
        try (var other = connect("builder", identities.make("builder"));
                var _ = Nats.connect(server.options("unwanted", unwanted.credentials())
                        .connectionListener((connection, event) -> {
                            if (event == Events.CLOSED) {
                                gone.countDown();
                            }
                        })
                        .build())) {
            identities.revoke(unwanted.publicKey());

            assertThat(gone.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(other.getStatus()).isEqualTo(Connection.Status.CONNECTED);
        }
        assertThatThrownBy(() -> connect("unwanted", unwanted)).isInstanceOf(AuthenticationException.class);
    }

    @Test
    void keeps_earlier_withdrawals_when_it_withdraws_another() throws Exception {
        var first = identities.make("first");
        var second = identities.make("second");

        identities.revoke(first.publicKey());
        identities.revoke(second.publicKey());

        assertThatThrownBy(() -> connect("first", first)).isInstanceOf(AuthenticationException.class);
        assertThatThrownBy(() -> connect("second", second)).isInstanceOf(AuthenticationException.class);
    }

    @Test
    void says_which_key_is_missing_where_it_cannot_make_identities() throws Exception {
        var unset = Objects.requireNonNull(new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(AgentConfig.class)
                .build()
                .getConfigMapping(AgentConfig.class));
        var without = new Identities(unset, server.nats(), InstantSource.system());

        assertThatThrownBy(() -> without.make("builder"))
                .isInstanceOf(Problem.class)
                .hasMessageContaining("afterhours.agents.signing-key-file");
    }

    private Connection connect(String agent, Identities.Made made) throws Exception {
        return Nats.connect(server.options(agent, made.credentials()).build());
    }
}
