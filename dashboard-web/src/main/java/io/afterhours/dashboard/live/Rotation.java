package io.afterhours.dashboard.live;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeSet;

/** Takes some of many at a time, so that each has its turn, also while some come and go. */
final class Rotation {
    private String last = "";

    /** The next {@code most} of them after those of the turn before, from the first again after the last. */
    List<String> turn(Collection<String> ids, int most) {
        var inOrder = new TreeSet<>(ids);
        var taken = new ArrayList<String>(inOrder.tailSet(last, false));
        taken.addAll(inOrder.headSet(last, true));
        var turn = List.copyOf(taken.subList(0, Math.min(most, taken.size())));
        if (!turn.isEmpty()) {
            last = turn.getLast();
        }
        return turn;
    }
}
