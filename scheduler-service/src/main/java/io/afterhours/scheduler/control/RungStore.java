package io.afterhours.scheduler.control;

import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.foundation.sql.ArrayOf;
import io.afterhours.scheduler.ladder.RungRate;
import io.afterhours.scheduler.retry.Ladder;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** What became of attempts that were rungs of the retry ladder; reads the table {@code attempt}. */
@ApplicationScoped
public class RungStore {
    /**
     * By rung and by the class after which it was taken. Left out is what says nothing of a rung: attempts that are live, that ended
     * by nobody's failure, or that were one of several in a batch.
     */
    List<RungRate> rates(Handle tx, Instant since) {
        return tx.createQuery("""
                        select rung, climbed, count(*) as tried, count(*) filter (where state = 'succeeded') as done from attempt
                        where rung > 0 and climbed is not null and dispatched_at >= :since and batch is null
                          and (state = 'succeeded' or (state = 'failed' and failure_class <> all (:nobodys)))
                        group by rung, climbed order by rung, climbed""")
                .bind("since", since)
                .bind("nobodys", ArrayOf.texts(Ladder.NEVER_COUNTED, FailureClass::word))
                .map((rows, _) -> new RungRate(
                        rows.getInt("rung"),
                        FailureClass.of(rows.getString("climbed")),
                        rows.getLong("tried"),
                        rows.getLong("done")))
                .list();
    }
}
