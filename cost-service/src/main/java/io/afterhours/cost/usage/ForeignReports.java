package io.afterhours.cost.usage;

import io.afterhours.cost.attribution.AttributionStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Which reports are of a session that is not their agent's. A session that a runner has taken is reported by that runner alone: what
 * others said of it would be spent in the name of its build, and could have it stopped.
 */
@ApplicationScoped
public class ForeignReports {
    private final AttributionStore attribution;

    ForeignReports(AttributionStore attribution) {
        this.attribution = attribution;
    }

    /** Says of each of these reports why it does not count; null where it does. */
    Function<Report, @Nullable String> among(Handle tx, Collection<Report> reports) {
        var sessions = reports.stream().map(each -> each.usage().session()).collect(Collectors.toSet());
        var owners = attribution.owners(tx, sessions);
        return report -> {
            var session = report.usage().session();
            var owner = owners.get(session);
            return owner == null || owner.equals(report.agent())
                    ? null
                    : "session: expected a session of " + report.agent() + "'s own, was " + session
                            + ", which belongs to " + owner;
        };
    }
}
