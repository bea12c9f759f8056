package io.afterhours.progress.build;

import io.afterhours.contracts.scheduler.BuildChanged;
import io.afterhours.foundation.nats.Delivery;
import io.afterhours.progress.session.Session.Announced;
import io.afterhours.progress.session.Session.Closing;
import io.afterhours.progress.session.SessionKeeper;
import io.afterhours.progress.session.SessionKeeper.Attempt;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jdbi.v3.core.Jdbi;

/**
 * Learns from the scheduler which session works on which build under which runner, and when its attempt is over. It keeps no
 * inbox: to hear of a change twice changes nothing.
 */
@ApplicationScoped
public class BuildSubscriber {
    private final Jdbi jdbi;
    private final SessionKeeper keeper;

    BuildSubscriber(Jdbi jdbi, SessionKeeper keeper) {
        this.jdbi = jdbi;
        this.keeper = keeper;
    }

    @Incoming("build")
    @RunOnVirtualThread
    public void on(List<Delivery<BuildChanged>> batch) {
        var attempts = new ArrayList<Attempt>();
        var over = new LinkedHashMap<String, Closing>();
        for (var delivery : batch) {
            var build = delivery.event();
            var closing = AttemptRules.closing(event(delivery.subject()), build);
            if (build.session() != null) {
                attempts.add(new Attempt(
                        build.session(),
                        new Announced(build.id(), build.title(), build.kind()),
                        build.runner(),
                        build.at(),
                        closing));
            } else if (closing != null) {
                over.put(build.id(), closing);
            }
        }
        jdbi.useTransaction(tx -> {
            keeper.attempts(tx, attempts);
            keeper.close(tx, over);
        });
    }

    /** The middle of {@code build.<event>.<id>}. */
    private static String event(String subject) {
        return subject.substring(subject.indexOf('.') + 1, subject.lastIndexOf('.'));
    }
}
