package io.afterhours.scheduler.batching;

import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.queue.BuildId;
import io.afterhours.scheduler.queue.BuildStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/** Finds out which builds go along with one that starts, and keeps the batch in step with what became of it. */
@ApplicationScoped
public class Companions {
    private final BatchStore batches;
    private final MemberStore members;
    private final BatchKeeper keeper;
    private final BuildStore builds;

    Companions(BatchStore batches, MemberStore members, BatchKeeper keeper, BuildStore builds) {
        this.batches = batches;
        this.members = members;
        this.keeper = keeper;
        this.builds = builds;
    }

    /** Builds that start together, in the order of the batch. */
    public record Together(BatchId batch, List<Build> builds) {
        public boolean has(BuildId build) {
            return builds.stream().anyMatch(each -> each.id().equals(build));
        }
    }

    /**
     * The batches in which one of these builds waits, with the members that may start now too. The others stay behind by
     * themselves; one that is left alone is no batch.
     *
     * @param openLanes the lanes that the plan lets in
     */
    public List<Together> of(Handle tx, Collection<Build> chosen, Set<Long> openLanes) {
        var starting = chosen.stream().map(each -> each.id().number()).collect(Collectors.toSet());
        var found = new ArrayList<Together>();
        for (var batch : batches.accepted(tx, starting)) {
            var lanes = members.lanes(tx, batch.numbers());
            var going = batch.numbers().stream()
                    .filter(each -> starting.contains(each) || openLanes.contains(lanes.getOrDefault(each, -1L)))
                    .toList();
            if (going.size() < batch.members().size()) {
                keeper.leave(tx, batch, Set.copyOf(going));
            }
            if (going.size() > 1) {
                found.add(new Together(batch.id(), builds.numbered(tx, going)));
            }
        }
        return found;
    }

    /** These members were handed to an attempt that reports under this session. */
    public void begin(Handle tx, BatchId batch, List<Build> started, String session, Instant at) {
        batches.keepOnly(tx, batch, Build.numbers(started));
        batches.begin(tx, batch, session, at);
    }

    /** A member goes back to the queue by itself, with the estimate it had alone. */
    public void split(Handle tx, long batch, BuildId build) {
        batches.lock(tx, new BatchId(batch)).stream()
                .flatMap(each -> each.members().stream())
                .filter(each -> each.build().equals(build))
                .forEach(each -> members.estimate(tx, build, each.alone()));
    }
}
