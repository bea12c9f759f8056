package io.afterhours.scheduler.parked;

import io.afterhours.contracts.Severity;
import io.afterhours.contracts.progress.AgentParked;
import io.afterhours.scheduler.escalation.Escalations;
import io.afterhours.scheduler.escalation.Question;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;

/** One escalation for as long as an agent is parked, however often that is said. */
@ApplicationScoped
public class ParkedNotices {
    private static final String KIND = "flood";

    private final Escalations escalations;

    ParkedNotices(Escalations escalations) {
        this.escalations = escalations;
    }

    void tell(Handle tx, AgentParked event) {
        if (event.parked()) {
            escalations.raise(
                    tx, Question.of(KIND, Severity.MEDIUM, title(event)).asking(text(event), List.of("noted")));
        } else {
            escalations.takeBack(tx, KIND, title(event), "All that it sent is applied.");
        }
    }

    private static String title(AgentParked event) {
        return event.agent() + " sends too much progress";
    }

    private static String text(AgentParked event) {
        return String.format(
                Locale.ROOT,
                "More than %,d reports a second came from %s. It is parked: what others send is applied beside it, its own reports are"
                        + " applied at that rate, in their order, and none is lost. Look at what sends so many;"
                        + " `afterhours agent remove %s` ends it.",
                event.perSecond(),
                event.agent(),
                event.agent());
    }
}
