package io.afterhours.foundation.outbox;

import io.smallrye.health.api.Wellness;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Well when what the service has to say leaves it. That is no part of being ready: who waits for a start, or routes by it, would take a
 * service down that does all it can while NATS does not.
 */
@Wellness
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
