package io.afterhours.scheduler.batching;

import io.afterhours.scheduler.batching.Batch.State;
import io.afterhours.scheduler.planning.Dollars;
import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.queue.BuildStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Puts batches together with the titles of their members and how they went. */
@ApplicationScoped
public class BatchViews {
    private static final int MOST_OVER = 50;

    private final BatchStore batches;
    private final MemberStore members;
    private final Measurer measurer;
    private final BuildStore builds;

    BatchViews(BatchStore batches, MemberStore members, Measurer measurer, BuildStore builds) {
        this.batches = batches;
        this.members = members;
        this.measurer = measurer;
        this.builds = builds;
    }

    /** Those that are open, and the latest that are over. */
    public List<BatchView> all(Handle tx) {
        var found = new ArrayList<>(batches.open(tx));
        found.addAll(batches.over(tx, MOST_OVER));
        return found.stream().map(each -> view(tx, each)).toList();
    }

    BatchView view(Handle tx, Batch batch) {
        var titles = builds.numbered(tx, batch.numbers()).stream().collect(Collectors.toMap(Build::id, Build::title));
        var went = members.went(tx, batch.id());
        var measure = batch.state() == State.ENDED ? measurer.of(tx, batch) : null;
        var shown = new ArrayList<BatchView.Member>();
        for (int place = 0; place < batch.members().size(); place++) {
            var member = batch.members().get(place);
            var how = went.get(member.build().number());
            shown.add(new BatchView.Member(
                    member.build().toString(),
                    titles.getOrDefault(member.build(), ""),
                    BatchView.Expected.of(member.alone()),
                    how == null ? null : how.state(),
                    how == null ? null : how.failure(),
                    measure == null || measure.costs().isEmpty()
                            ? null
                            : Dollars.written(measure.costs().get(place))));
        }
        return new BatchView(
                batch.id().toString(),
                batch.kind(),
                batch.state().word(),
                BatchView.Expected.of(batch.together()),
                BatchView.Saved.of(batch.saving()),
                batch.proposedAt(),
                batch.decidedAt(),
                batch.decidedBy(),
                batch.startedAt(),
                batch.endedAt(),
                measured(measure),
                shown);
    }

    private static BatchView.@Nullable Measured measured(Measurer.@Nullable Measure measure) {
        if (measure == null) {
            return null;
        }
        var known = measure.nanos() >= 0;
        return new BatchView.Measured(
                measure.finished(),
                Math.round(measure.minutes() * 100) / 100.0,
                known ? Dollars.written(measure.nanos()) : null,
                new BatchView.Saved(
                        measure.saving().minutes(),
                        known ? Dollars.written(measure.saving().nanos()) : null));
    }
}
