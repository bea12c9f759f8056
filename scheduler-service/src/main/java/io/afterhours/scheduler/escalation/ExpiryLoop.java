package io.afterhours.scheduler.escalation;

import io.afterhours.foundation.time.Jobs;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import org.jdbi.v3.core.Jdbi;

/** Looks for questions whose deadline passed, or that are to come up again. */
@ApplicationScoped
public class ExpiryLoop {
    private static final Duration EVERY = Duration.ofSeconds(10);

    private final Jdbi jdbi;
    private final Answers answers;

    ExpiryLoop(Jdbi jdbi, Answers answers) {
        this.jdbi = jdbi;
        this.answers = answers;
    }

    void start(@Observes StartupEvent event, Jobs jobs) {
        jobs.every(EVERY, "deadlines of questions", () -> jdbi.useTransaction(answers::expireOnce));
    }
}
