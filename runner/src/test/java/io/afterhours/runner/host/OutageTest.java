package io.afterhours.runner.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.Json;
import io.afterhours.contracts.runner.AttemptFinished;
import io.afterhours.contracts.runner.FailureClass;
import io.nats.client.Nats;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.Test;

/** Attempts while NATS is away. */
@QuarkusTest
@TestProfile(RunnerSettings.class)
class OutageTest extends BenchTest {
    @Inject
    @SuppressWarnings("NullAway.Init")
    Publisher publisher;

    @Test
    void attempts_survive_a_restart_of_nats_and_nothing_they_said_meanwhile_is_lost() throws Exception {
        var go = folder.resolve("go");
        var order = Bench.order(
                "echo before; while [ ! -e " + go + " ]; do sleep 0.05; done; echo meanwhile; echo '::summary both'");
        bench.dispatch(order);
        Awaitility.await().until(() -> log(order).contains("before"));
        server.kill();
        Files.createFile(go);
        server.startAgain();
        var finished = patiently().until(() -> stored(order), list -> !list.isEmpty());
        assertThat(finished).hasSize(1);
        var after = Bench.order("true");
        try (var fresh = new Bench(server.url())) {
            fresh.dispatch(after);
            fresh.await(AttemptFinished.class, after);
        }
    }

    @Test
    void an_attempt_whose_heartbeats_are_not_answered_ends_itself_before_the_lease_does() throws Exception {
        var order = Bench.order("echo ready; sleep 600")
                .leased(Duration.ofSeconds(7))
                .in(folder);
        bench.dispatch(order);
        Awaitility.await().until(() -> log(order).contains("ready"));
        server.kill();
        Awaitility.await("the tree is gone")
                .atMost(Duration.ofSeconds(7))
                .until(() -> ProcessHandle.current().descendants().noneMatch(OutageTest::sleeps));
        server.startAgain();
        var failure = patiently()
                .until(() -> stored(order), list -> !list.isEmpty())
                .getFirst()
                .failure();
        assertThat(failure).isNotNull();
        assertThat(failure.failureClass()).isEqualTo(FailureClass.LOST);
    }

    @Test
    void an_agent_that_says_very_much_waits_for_nats_so_that_it_fills_no_memory() throws Exception {
        var go = folder.resolve("go");
        var order = Bench.order("echo before; while [ ! -e " + go + " ]; do sleep 0.05; done\n"
                + "seq 20000 | sed 's/.*/::usage {\"model\":\"m\",\"inputTokens\":&}/'");
        bench.dispatch(order);
        Awaitility.await().until(() -> log(order).contains("before"));
        server.kill();
        Files.createFile(go);
        Awaitility.await().until(() -> publisher.waiting() >= 1_800);
        Awaitility.await().during(Duration.ofMillis(500)).until(() -> publisher.waiting() < 2_500);
        server.startAgain();
        var finished = patiently().until(() -> stored(order), list -> !list.isEmpty());
        assertThat(finished.getFirst().failure()).isNull();
    }

    private static boolean sleeps(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains("sleep 600");
    }

    /** Waits although the server may only just be back. */
    private static ConditionFactory patiently() {
        return Awaitility.await().atMost(Duration.ofSeconds(40)).ignoreExceptions();
    }

    /** What the stream holds of an attempt's end, whoever was connected at the time. */
    private List<AttemptFinished> stored(Bench.Order order) throws Exception {
        try (var nats = Nats.connect(server.url())) {
            var found = new ArrayList<AttemptFinished>();
            var subscription = nats.jetStream().subscribe("runner.*.finished");
            for (var message = subscription.nextMessage(Duration.ofMillis(500));
                    message != null;
                    message = subscription.nextMessage(Duration.ofMillis(200))) {
                var finished = Json.read(message.getData(), AttemptFinished.class);
                if (finished.session().equals(order.session())) {
                    found.add(finished);
                }
            }
            return found;
        }
    }
}
