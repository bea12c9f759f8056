package io.afterhours.scheduler.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.afterhours.foundation.sql.Databases;
import io.afterhours.scheduler.agent.AgentResource.Credentials;
import io.afterhours.scheduler.agent.AgentResource.NewAgent;
import io.afterhours.scheduler.audit.Audit;
import io.afterhours.testkit.SettableClock;
import io.afterhours.testkit.TestDatabase;
import io.nats.client.AuthenticationException;
import io.nats.client.Nats;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentResourceTest {
    private static final int TOGETHER = 6;

    @TempDir
    Path folder;

    private OperatorServer server;
    private AgentResource agents;

    @BeforeEach
    void a_scheduler_beside_a_server_in_operator_mode() throws Exception {
        server = new OperatorServer(folder);
        var database = TestDatabase.migrated("db/foundation", "db/migration");
        var jdbi = Databases.configured(Jdbi.create(database.jdbcUrl(), database.user(), database.password()));
        var clock = SettableClock.at("2026-11-21T20:00:00Z");
        var config = server.agents();
        agents = new AgentResource(
                jdbi, new AgentStore(), new Identities(config, server.nats(), clock), config, new Audit(clock), clock);
    }

    @AfterEach
    void ends() throws Exception {
        server.close();
    }

    @Test
    void new_credentials_for_the_same_name_withdraw_the_old_ones() throws Exception {
        var old = add("builder");
        var fresh = add("builder");

        assertThatThrownBy(() -> connect(old)).isInstanceOf(AuthenticationException.class);
        connect(fresh);
        assertThat(agents.list().items()).extracting(AgentResource.View::agent).containsExactly("builder");
    }

    @Test
    void agents_that_are_removed_at_the_same_time_are_all_sent_away() throws Exception {
        var unwanted = new ArrayList<Credentials>();
        for (int i = 0; i < TOGETHER; i++) {
            unwanted.add(add("agent-" + i));
        }
        var together = new CyclicBarrier(TOGETHER);
        List<Callable<AgentResource.View>> removals = unwanted.stream()
                .<Callable<AgentResource.View>>map(each -> () -> {
                    together.await();
                    return agents.remove(each.agent(), "alice");
                })
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var removal : threads.invokeAll(removals)) {
                assertThat(removal.get().removedAt()).isNotNull();
            }
        }

        assertThat(unwanted)
                .allSatisfy(
                        each -> assertThatThrownBy(() -> connect(each)).isInstanceOf(AuthenticationException.class));
    }

    private Credentials add(String name) {
        return (Credentials) agents.add(new NewAgent(name), "alice").getEntity();
    }

    private void connect(Credentials of) throws Exception {
        Nats.connect(server.options(of.agent(), of.credentials()).build()).close();
    }
}
