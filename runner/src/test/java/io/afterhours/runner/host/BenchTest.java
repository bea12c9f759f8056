package io.afterhours.runner.host;

import io.afterhours.contracts.agent.LogWritten;
import io.afterhours.testkit.NatsServer;
import io.restassured.RestAssured;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A test of a runner, with real NATS, real processes and real repositories. */
abstract class BenchTest {
    @SuppressWarnings("NullAway.Init")
    NatsServer server;

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init")
    Bench bench;

    @BeforeEach
    void bench() throws Exception {
        Awaitility.await("ready")
                .atMost(Duration.ofSeconds(30))
                .until(() -> RestAssured.get("/q/health/ready").statusCode() == 200);
        bench = new Bench(server.url());
    }

    @AfterEach
    void close() throws Exception {
        bench.close();
    }

    List<String> log(Bench.Order order) {
        return bench.heard(LogWritten.class, order).stream()
                .flatMap(written -> written.lines().stream())
                .map(LogWritten.Line::text)
                .toList();
    }
}
