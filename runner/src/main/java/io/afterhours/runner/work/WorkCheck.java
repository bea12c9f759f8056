package io.afterhours.runner.work;

import io.afterhours.foundation.nats.NatsClient;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready when work can be taken. */
@Readiness
@ApplicationScoped
public class WorkCheck implements HealthCheck {
    private final NatsClient nats;
    private final WorkTaker taker;

    WorkCheck(NatsClient nats, WorkTaker taker) {
        this.nats = nats;
        this.taker = taker;
    }

    @Override
    public HealthCheckResponse call() {
        var trouble = nats.isConnected() ? taker.trouble() : "not connected to NATS";
        var response = HealthCheckResponse.named("work").status(trouble == null);
        if (trouble != null) {
            response.withData("trouble", trouble);
        }
        return response.build();
    }
}
