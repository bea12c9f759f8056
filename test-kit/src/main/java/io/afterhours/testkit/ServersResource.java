package io.afterhours.testkit;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Gives a {@code @QuarkusTest} a database and a NATS server of its own, and the token {@link #TOKEN}. Fields of the test
 * class of type {@link NatsServer} and {@link TestDatabase} are filled in.
 *
 * <p>Argument {@code database=false} leaves the database out, for modules that have none.
 */
public final class ServersResource implements QuarkusTestResourceLifecycleManager {
    public static final String TOKEN = "token-of-the-tests";

    private boolean withDatabase = true;
    private @Nullable NatsServer nats;
    private @Nullable TestDatabase database;

    @Override
    public void init(Map<String, String> arguments) {
        withDatabase = !"false".equals(arguments.get("database"));
    }

    @Override
    public Map<String, String> start() {
        var settings = new HashMap<String, String>();
        var startedNats = NatsServer.local();
        nats = startedNats;
        settings.put("afterhours.nats.url", startedNats.url());
        settings.put("afterhours.http.token", TOKEN);
        if (withDatabase) {
            var created = TestDatabase.create();
            database = created;
            settings.put("quarkus.datasource.jdbc.url", created.jdbcUrl());
            settings.put("quarkus.datasource.username", created.user());
            settings.put("quarkus.datasource.password", created.password());
        }
        return settings;
    }

    @Override
    public void inject(TestInjector injector) {
        if (nats != null) {
            injector.injectIntoFields(nats, field -> field.getType().equals(NatsServer.class));
        }
        if (database != null) {
            injector.injectIntoFields(database, field -> field.getType().equals(TestDatabase.class));
        }
    }

    @Override
    public void stop() {
        if (nats != null) {
            nats.close();
        }
    }
}
