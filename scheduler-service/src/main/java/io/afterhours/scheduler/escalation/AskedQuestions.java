package io.afterhours.scheduler.escalation;

import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.agent.EscalationRequested;
import io.afterhours.scheduler.queue.BuildId;
import io.afterhours.scheduler.queue.BuildStore;
import jakarta.enterprise.context.ApplicationScoped;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** What agents and people ask, as it is put before the person; whichever way it came. */
@ApplicationScoped
public class AskedQuestions {
    private final BuildStore builds;

    AskedQuestions(BuildStore builds) {
        this.builds = builds;
    }

    /**
     * Reads it.
     *
     * @param by who asks
     * @throws InvalidEvent when it is about a build that there is not
     */
    Question read(Handle tx, EscalationRequested asked, String by) {
        return new Question(
                Question.CARRIED_OUT.contains(asked.kind()) ? "question" : asked.kind(),
                asked.severity(),
                asked.title(),
                asked.question(),
                asked.options(),
                asked.defaultOption(),
                asked.deadline(),
                build(tx, asked.build()),
                by,
                asked.session(),
                asked.evidence());
    }

    private @Nullable BuildId build(Handle tx, @Nullable String named) {
        if (named == null) {
            return null;
        }
        var id = BuildId.parse("build", named);
        if (builds.find(tx, id).isEmpty()) {
            throw new InvalidEvent("build", "the id of a build there is", named);
        }
        return id;
    }
}
