package io.afterhours.scheduler.dispatch;

import io.afterhours.scheduler.dispatch.FactsReader.Head;
import io.afterhours.scheduler.planning.OpenLanes;
import io.afterhours.scheduler.planning.PlanningFacts;
import io.afterhours.scheduler.planning.PlanningRules;
import io.afterhours.scheduler.queue.Build;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/**
 * Starts what may start: facts, plan, attempts, events, in one transaction. One at a time per database.
 *
 * <p>A pass asks the rules which lanes are let in, takes as many builds from their heads as there are slots, decides among them,
 * and looks again while something was started and slots are left: what starts changes what the rest may do.
 */
@ApplicationScoped
public class Dispatcher {
    private static final long LOCK = 0x706c616eL;
    private static final String SILENT = "2s";

    /** Builds whose own time has come, and those that go to another lane, at most so many at a pass; the next follows at once. */
    private static final int BATCH = 200;

    private final Jdbi jdbi;
    private final FactsReader facts;
    private final Lanes lanes;
    private final LaneStore laneStore;
    private final Starter starter;
    private final InstantSource clock;

    Dispatcher(Jdbi jdbi, FactsReader facts, Lanes lanes, LaneStore laneStore, Starter starter, InstantSource clock) {
        this.jdbi = jdbi;
        this.facts = facts;
        this.lanes = lanes;
        this.laneStore = laneStore;
        this.starter = starter;
        this.clock = clock;
    }

    /**
     * What a pass did.
     *
     * @param nextLook when time alone could let something start; absent when only an event can
     */
    public record Outcome(List<Build> started, @Nullable Instant nextLook) {}

    /**
     * Plans and starts. Waits while another scheduler does so, which takes milliseconds; if that one's host is gone and the
     * database has not noticed, its transaction ends after {@value #SILENT}.
     */
    public Outcome dispatchOnce() {
        return jdbi.inTransaction(tx -> {
            tx.createQuery("""
                            select set_config('idle_in_transaction_session_timeout', :silent, true), pg_advisory_xact_lock(:lock)::text""")
                    .bind("silent", SILENT)
                    .bind("lock", LOCK)
                    .mapToMap()
                    .one();
            return dispatch(tx);
        });
    }

    private Outcome dispatch(Handle tx) {
        var now = clock.instant();
        var beginning = beginning(tx, now);
        var unsorted = false;
        if (lanes.steerBy(tx, beginning.facts().policy(), beginning.facts().budgets())
                || beginning.agenda().unsorted()) {
            unsorted = laneStore.sortByTag(tx, BATCH);
            beginning = facts.beginning(tx, now);
        }
        var standing = beginning.facts();
        var waiting = new ArrayList<>(lanes.all(tx, beginning.lanes()));
        var started = new ArrayList<Build>();
        var open = PlanningRules.openLanes(standing, waiting, now);
        while (open.slots() > 0 && !open.lanes().isEmpty()) {
            var look = look(tx, standing, open, now);
            started.addAll(look.started());
            if (look.isLast()) {
                break;
            }
            // Whatever holds a build holds those behind it in its lane.
            waiting.removeIf(lane -> look.closed().contains(lane.id()));
            standing = look.after();
            open = PlanningRules.openLanes(standing, waiting, now);
        }
        return new Outcome(started, unsorted ? now : nextLook(beginning.agenda().due(), standing, open, now));
    }

    /** What a pass begins with, once what the clock alone has done to the lanes is carried out. */
    private FactsReader.Beginning beginning(Handle tx, Instant now) {
        var beginning = facts.beginning(tx, now);
        if (!beginning.agenda().isDue(now)) {
            return beginning;
        }
        laneStore.endNight(tx, now, BATCH);
        laneStore.letIn(tx, now, BATCH);
        return facts.beginning(tx, now);
    }

    private Look look(Handle tx, PlanningFacts standing, OpenLanes open, Instant now) {
        var heads = facts.heads(tx, open.lanes(), open.slots());
        var candidates = heads.stream().map(Head::candidate).toList();
        var plan = PlanningRules.decide(standing.with(standing.live(), candidates), now);
        var chosen = heads.stream()
                .filter(each -> plan.starts().contains(each.candidate()))
                .toList();
        var started = starter.start(
                tx,
                chosen,
                new Starter.Terms(
                        open.lanes().stream().map(each -> each.lane().id()).collect(Collectors.toSet()),
                        standing.budgets(),
                        plan.exempt()),
                now);
        var ids = started.stream().map(Build::id).collect(Collectors.toSet());
        return new Look(
                started,
                standing.after(
                        Stream.concat(
                                        standing.live().stream(),
                                        started.stream().map(each -> FactsReader.live(each, now)))
                                .toList(),
                        heads.stream()
                                .filter(each -> ids.contains(each.build().id()))
                                .map(Head::candidate)
                                .toList()),
                heads.stream()
                        .filter(each -> !ids.contains(each.build().id()))
                        .map(Head::lane)
                        .collect(Collectors.toSet()),
                heads.size() < open.slots());
    }

    private static @Nullable Instant nextLook(
            @Nullable Instant due, PlanningFacts standing, OpenLanes open, Instant now) {
        return Stream.of(open.nextLook(), standing.outlook(now).now().until(), due)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }

    /**
     * What a look at the heads of the open lanes led to.
     *
     * @param after how things stand after it
     * @param closed lanes whose head was held, or was changed by somebody since it was read
     * @param fewer whether there were fewer heads than slots
     */
    private record Look(List<Build> started, PlanningFacts after, Set<Long> closed, boolean fewer) {
        boolean isLast() {
            return fewer && closed.isEmpty();
        }
    }
}
