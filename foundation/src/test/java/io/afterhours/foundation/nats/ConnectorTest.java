package io.afterhours.foundation.nats;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.afterhours.testkit.NatsServer;
import io.afterhours.testkit.ServersResource;
import io.afterhours.testkit.TestDatabase;
import io.agroal.api.AgroalDataSource;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.quarkus.test.common.QuarkusTestResource;
import jakarta.inject.Inject;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test that goes from a subject to a table, on servers of its own, with a connection to publish by that outlives theirs. */
@QuarkusTestResource(ServersResource.class)
abstract class ConnectorTest {
    static final Duration LIMIT = Duration.ofSeconds(60);

    @Inject
    AgroalDataSource pool;

    @SuppressWarnings("NullAway.Init")
    NatsServer nats;

    @SuppressWarnings("NullAway.Init")
    TestDatabase database;

    @SuppressWarnings("NullAway.Init")
    Connection connection;

    @BeforeEach
    void connect() throws Exception {
        await().atMost(LIMIT).until(() -> given().get("/q/health/ready").statusCode() == 200);
        connection = Nats.connect(Options.builder()
                .server(nats.url())
                .maxReconnects(-1)
                .connectionTimeout(Duration.ofSeconds(10))
                .build());
    }

    @AfterEach
    void disconnect() throws InterruptedException {
        connection.close();
    }
}
