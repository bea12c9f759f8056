package io.afterhours.scheduler.queue;

import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.scheduler.control.ControlStore;
import io.afterhours.scheduler.markdown.StatusPage;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/**
 * Makes {@code BUILD_STATUS.md}: all that runs, and the first of what needs the person, waits, or is over. However long the
 * queue is, the page costs the same.
 */
@ApplicationScoped
public class StatusDesk {
    private static final int SHOWN = 100;

    private final BuildStore store;
    private final QueueStore queue;
    private final Verdicts verdicts;
    private final ControlStore control;
    private final InstantSource clock;

    StatusDesk(BuildStore store, QueueStore queue, Verdicts verdicts, ControlStore control, InstantSource clock) {
        this.store = store;
        this.queue = queue;
        this.verdicts = verdicts;
        this.control = control;
        this.clock = clock;
    }

    /** The page as it is now. */
    String page(Handle tx) {
        var builds = new ArrayList<>(store.live(tx));
        builds.addAll(queue.list(
                tx, new BuildFilter(List.of(BuildState.ESCALATED), null, null, null, null, null, null, SHOWN + 1)));
        builds.addAll(store.waiting(tx, SHOWN + 1));
        builds.addAll(queue.ended(tx, SHOWN + 1));
        var judged = verdicts.of(tx, builds);
        var rows = IntStream.range(0, builds.size())
                .mapToObj(i -> row(builds.get(i), judged.get(i)))
                .toList();
        return StatusPage.render(rows, SHOWN, clock.instant(), control.zone());
    }

    private static StatusPage.Row row(Build build, Verdicts.View verdict) {
        return new StatusPage.Row(build.id().toString(), build.title(), build.state(), verdict.text());
    }
}
