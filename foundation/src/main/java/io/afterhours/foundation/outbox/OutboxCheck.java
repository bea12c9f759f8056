package io.afterhours.foundation.outbox;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when what the service has to say leaves it. */
@Readiness
@ApplicationScoped
public class OutboxCheck implements HealthCheck {
    private final OutboxRelay relay;

    OutboxCheck(OutboxRelay relay) {
        this.relay = relay;
    }

    @Override
    public HealthCheckResponse call() {
        var trouble = relay.trouble();
        var response = HealthCheckResponse.named("outbox").status(trouble == null);
        if (trouble != null) {
            response.withData("trouble", trouble);
        }
        return response.build();
    }
}
