package io.afterhours.dashboard;

import io.afterhours.testkit.NatsServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Starts NATS and the played services for a test of the whole dashboard. */
public final class DashboardServers implements QuarkusTestResourceLifecycleManager {
    public static final String TOKEN = "a-token-for-tests-of-32-characters";

    private @Nullable NatsServer nats;
    private @Nullable FakeServices services;

    @Override
    public Map<String, String> start() {
        var startedNats = NatsServer.local();
        var startedServices = new FakeServices(startedNats.url());
        nats = startedNats;
        services = startedServices;
        var settings = new HashMap<String, String>();
        settings.put("afterhours.nats.url", startedNats.url());
        settings.put("afterhours.http.token", TOKEN);
        settings.put("afterhours.live.retry", "200ms");
        settings.put("afterhours.live.refresh", "1s");
        settings.put("afterhours.live.streams-per-session", "20");
        settings.put("afterhours.live.stall", "2s");
        for (var service : new String[] {"scheduler", "cost", "progress"}) {
            settings.put("afterhours.services." + service, startedServices.url(service));
        }
        return settings;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(services, field -> field.getType().equals(FakeServices.class));
        injector.injectIntoFields(nats, field -> field.getType().equals(NatsServer.class));
    }

    @Override
    public void stop() {
        if (services != null) {
            services.close();
        }
        if (nats != null) {
            nats.close();
        }
    }
}
