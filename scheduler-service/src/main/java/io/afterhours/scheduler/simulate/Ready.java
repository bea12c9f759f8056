package io.afterhours.scheduler.simulate;

import io.afterhours.scheduler.planning.Approval;
import io.afterhours.scheduler.planning.Lane;
import io.afterhours.scheduler.planning.OpenLanes;
import io.afterhours.scheduler.planning.Plan;
import io.afterhours.scheduler.planning.VerdictCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The builds that wait for nothing but the hour and a slot, in the order in which the planner looks at them. Which of them the
 * hour lets start is asked of the planner once an hour for each lane, as the dispatcher asks it.
 */
final class Ready {
    private static final Comparator<Place> FIRST_TO_LAST = Comparator.comparingInt((Place each) -> each.turn)
            .thenComparingLong(each -> -each.build.work.score())
            .thenComparing(each -> each.build.work.arrives())
            .thenComparingInt(each -> each.build.work.number());

    /** What holds a build that the hour holds: nothing but the next hour changes it. */
    private static final Set<VerdictCode> THE_HOUR = EnumSet.of(
            VerdictCode.QUIET,
            VerdictCode.NO_BAND,
            VerdictCode.PRIORITY,
            VerdictCode.TAGS,
            VerdictCode.EFFORT,
            VerdictCode.CONTEXT,
            VerdictCode.WINDOW);

    private final Function<Collection<Lane>, OpenLanes> letIn;
    private final Map<Lane, Row> rows = new LinkedHashMap<>();
    private final Map<String, Place> places = new HashMap<>();
    private final TreeSet<Place> order = new TreeSet<>(FIRST_TO_LAST);

    private static final class Row {
        private final boolean ofOneWorkspace;
        private int turn;
        private boolean open;

        private Row(Lane lane) {
            ofOneWorkspace = lane.workspace() != null;
        }
    }

    /** Where a build stands; the turn is that of the hour in which it was put there. */
    private record Place(Case build, Row row, int turn) {}

    /** @param letIn says which of some lanes the hour lets start */
    Ready(Function<Collection<Lane>, OpenLanes> letIn) {
        this.letIn = letIn;
    }

    boolean isEmpty() {
        return places.isEmpty();
    }

    void add(Case build) {
        if (places.containsKey(build.work.id())) {
            return;
        }
        var lane = laneOf(build);
        var row = rows.get(lane);
        if (row == null) {
            row = new Row(lane);
            rows.put(lane, row);
            open(letIn.apply(List.of(lane)));
        }
        put(build, row);
    }

    void remove(Case build) {
        var place = places.remove(build.work.id());
        if (place != null) {
            order.remove(place);
        }
    }

    /** Every one, best score first, whatever the hour. */
    List<Case> all() {
        return places.values().stream()
                .sorted(Comparator.comparing((Place each) -> new Place(each.build(), each.row(), 0), FIRST_TO_LAST))
                .map(Place::build)
                .toList();
    }

    /** Whether the hour lets it start. */
    boolean isLetIn(Case build) {
        var place = places.get(build.work.id());
        return place != null && place.row().open;
    }

    /** Puts a build where it belongs now that another estimate counts for it. */
    void move(Case build) {
        if (places.containsKey(build.work.id())) {
            remove(build);
            add(build);
        }
    }

    Case get(String id) {
        var place = places.get(id);
        if (place == null) {
            throw new IllegalStateException(id + " is not ready");
        }
        return place.build();
    }

    /** Another hour: the planner is asked about every lane again. */
    void turnTheHour() {
        rows.values().forEach(row -> row.open = false);
        open(letIn.apply(rows.keySet()));
        var all = new ArrayList<>(places.values());
        places.clear();
        order.clear();
        all.forEach(each -> put(each.build(), each.row()));
    }

    private void open(OpenLanes lanes) {
        for (var each : lanes.lanes()) {
            var row = rows.get(each.lane());
            if (row != null) {
                row.open = true;
                row.turn = each.turn();
            }
        }
    }

    private void put(Case build, Row row) {
        var place = new Place(build, row, row.turn);
        places.put(build.work.id(), place);
        if (row.open) {
            order.add(place);
        }
    }

    /** Those of the open lanes, first to last; of a lane no more than could start, for what holds one holds all behind it. */
    Looks looks(int slots) {
        return new Looks(slots);
    }

    /** A walk along the builds; good for one pass. */
    final class Looks {
        private @Nullable Place last;
        private final Map<Row, Integer> seen = new HashMap<>();
        private final Set<Row> held = new HashSet<>();
        private final int slots;

        private Looks(int slots) {
            this.slots = slots;
        }

        /** Builds leave their places in between, so that a place is found by the one before it. */
        private @Nullable Place following() {
            return last == null ? order.isEmpty() ? null : order.first() : order.higher(last);
        }

        /** The next so many; fewer, or none, at the end. */
        List<Case> next(int count) {
            var some = new ArrayList<Case>();
            for (var place = following(); place != null && some.size() < count; place = following()) {
                last = place;
                var row = place.row();
                if (!row.open) {
                    order.remove(place);
                } else if (!held.contains(row)
                        && seen.merge(row, 1, Integer::sum) <= (row.ofOneWorkspace ? 1 : slots)) {
                    some.add(place.build());
                }
            }
            return some;
        }
    }

    /** Remembers which lanes need not be asked before the next hour. */
    void note(List<Plan.Hold> holds, Looks looks) {
        for (var hold : holds) {
            var place = places.get(hold.candidate().id());
            if (place != null) {
                looks.held.add(place.row());
                if (THE_HOUR.contains(hold.verdict().code())) {
                    place.row().open = false;
                }
            }
        }
    }

    private static Lane laneOf(Case build) {
        var work = build.work;
        return new Lane(
                0,
                work.priority(),
                work.category(),
                work.kind(),
                work.effort(),
                Duration.ofMinutes(build.estimate.minutesP50()),
                Duration.ofMinutes(build.estimate.minutesP90()),
                build.estimate.costP90(),
                null,
                work.workspace(),
                work.tags(),
                build.approval == Approval.GRANTED);
    }
}
