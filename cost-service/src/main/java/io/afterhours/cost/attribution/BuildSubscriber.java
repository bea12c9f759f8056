package io.afterhours.cost.attribution;

import io.afterhours.contracts.scheduler.BuildChanged;
import io.afterhours.cost.statistics.AttemptStore;
import io.afterhours.cost.total.CostReporter;
import io.afterhours.foundation.nats.Delivery;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jdbi.v3.core.Jdbi;

/**
 * Learns from the scheduler which session works on which build, and of which kind and with which tags that is, and what becomes of it. It keeps no
 * inbox: builds carry versions, so hearing of one twice changes nothing.
 */
@ApplicationScoped
public class BuildSubscriber {
    private final Jdbi jdbi;
    private final AttributionStore attribution;
    private final AttemptStore attempts;
    private final CostReporter reporter;

    BuildSubscriber(Jdbi jdbi, AttributionStore attribution, AttemptStore attempts, CostReporter reporter) {
        this.jdbi = jdbi;
        this.attribution = attribution;
        this.attempts = attempts;
        this.reporter = reporter;
    }

    @Incoming("build")
    @RunOnVirtualThread
    public void on(List<Delivery<BuildChanged>> batch) {
        var builds = batch.stream().map(Delivery::event).toList();
        var bySession = new LinkedHashMap<String, BuildChanged>();
        for (var build : builds) {
            var session = build.session();
            if (session != null) {
                bySession.put(session, build);
            }
        }
        jdbi.useTransaction(tx -> {
            attribution.know(tx, builds);
            reporter.report(tx, attribution.attribute(tx, bySession.values()));
            attribution.judge(tx, bySession.values());
            attempts.learn(tx, builds);
        });
    }
}
