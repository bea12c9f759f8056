package io.afterhours.scheduler.dispatch;

import io.afterhours.scheduler.planning.Budget;
import io.afterhours.scheduler.planning.Lane;
import io.afterhours.scheduler.policy.Policy;
import io.afterhours.scheduler.queue.BuildId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;

/** The lanes there are. A lane never changes, so each is read once; which there are is asked at every pass. */
@ApplicationScoped
public class Lanes {
    private final LaneStore store;
    private final DispatchConfig config;
    private final Map<Long, Lane> known = new ConcurrentHashMap<>();
    private final Set<String> steering = ConcurrentHashMap.newKeySet();
    private final Set<BuildId> apart = ConcurrentHashMap.newKeySet();

    Lanes(LaneStore store, DispatchConfig config) {
        this.store = store;
        this.config = config;
    }

    /** Those of the lanes there are, told by their ids. */
    Collection<Lane> all(Handle tx, Set<Long> ids) {
        known.keySet().retainAll(ids);
        var unread = ids.stream().filter(id -> !known.containsKey(id)).toList();
        if (!unread.isEmpty()) {
            store.read(tx, unread, config.defaultAgent()).forEach(each -> known.put(each.id(), each));
        }
        return ids.stream().filter(known::containsKey).map(known::get).toList();
    }

    /** Has lanes told apart by the tags and the builds that policy and budgets name; says whether there are any by which they were not yet. */
    boolean steerBy(Handle tx, Policy policy, List<Budget> budgets) {
        var wanted = policy.bands().stream().flatMap(band -> band.tags().stream());
        var tags = unknown(steering, Stream.concat(wanted, budgets.stream().flatMap(Budget::tags)));
        var builds = unknown(
                apart,
                budgets.stream().flatMap(Budget::builds).map(BuildId::read).flatMap(Optional::stream));
        var tagged = store.steerBy(tx, tags);
        var moved = store.setApart(tx, builds);
        tx.afterCommit(() -> {
            steering.addAll(tags);
            apart.addAll(builds);
        });
        return tagged || moved;
    }

    private static <T> Set<T> unknown(Set<T> known, Stream<T> named) {
        return named.filter(each -> !known.contains(each)).collect(Collectors.toSet());
    }
}
