package io.afterhours.scheduler.deadline;

import io.afterhours.contracts.Severity;
import io.afterhours.scheduler.escalation.Escalations;
import io.afterhours.scheduler.escalation.Question;
import io.afterhours.scheduler.queue.Verdicts;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/** Puts deadlines that cannot be kept any more before the person, and takes back those that no longer count. */
@ApplicationScoped
public class DeadlineKeeper {
    static final String KIND = "deadline";

    /** Builds whose deadlines come next; those behind them have more time than these. */
    private static final int LOOKED_AT = 100;

    private static final List<String> OPTIONS = List.of("noted", "urgent", "cancel");

    private final Jdbi jdbi;
    private final DeadlineStore store;
    private final Verdicts verdicts;
    private final Escalations escalations;

    DeadlineKeeper(Jdbi jdbi, DeadlineStore store, Verdicts verdicts, Escalations escalations) {
        this.jdbi = jdbi;
        this.store = store;
        this.verdicts = verdicts;
        this.escalations = escalations;
    }

    /** Looks once; says of how many the person was told. */
    public int lookOnce() {
        return jdbi.inTransaction(tx -> {
            store.settled(tx).forEach(each -> escalations.settle(tx, each, "not needed", "the scheduler"));
            var untold = store.untold(tx, LOOKED_AT);
            return untold.isEmpty()
                    ? 0
                    : (int) verdicts.lost(tx, untold).stream()
                            .filter(each -> told(tx, each))
                            .count();
        });
    }

    private boolean told(Handle tx, Verdicts.Lost lost) {
        var build = lost.build();
        if (!store.tell(tx, build.id())) {
            return false;
        }
        escalations.raise(
                tx,
                Question.about(build.id(), KIND, Severity.HIGH, "Too late for its deadline: " + build.title())
                        .asking(
                                lost.why() + " `urgent` lets it go before all others; `cancel` calls it off.",
                                OPTIONS));
        return true;
    }
}
