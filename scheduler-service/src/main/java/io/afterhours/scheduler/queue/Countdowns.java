package io.afterhours.scheduler.queue;

import io.afterhours.scheduler.calibration.ReportStore;
import io.afterhours.scheduler.estimate.Remaining;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** Says how much longer live attempts should run, from how long they do and how far they say they are. */
@ApplicationScoped
public class Countdowns {
    private final ReportStore reports;

    Countdowns(ReportStore reports) {
        this.reports = reports;
    }

    /** What is left of those of the builds that have a live attempt. */
    public Map<BuildId, Remaining> of(Handle tx, Collection<Build> builds, Instant now) {
        var live = builds.stream().filter(each -> each.state().isLive()).toList();
        var said = reports.progress(tx, Build.numbers(live));
        var left = new HashMap<BuildId, Remaining>();
        for (var build : live) {
            build.remaining(now, said.get(build.id().number())).ifPresent(each -> left.put(build.id(), each));
        }
        return left;
    }
}
