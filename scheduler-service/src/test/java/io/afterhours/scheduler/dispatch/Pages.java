package io.afterhours.scheduler.dispatch;

import io.afterhours.contracts.Json;
import io.afterhours.contracts.agent.BuildRequested;
import io.afterhours.contracts.scheduler.AttemptDispatched;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.scheduler.batching.Batch;
import io.afterhours.scheduler.batching.BatchId;
import io.afterhours.scheduler.batching.BatchKeeper;
import io.afterhours.scheduler.batching.BatchView;
import io.afterhours.scheduler.batching.BatchViews;
import io.afterhours.scheduler.batching.Proposer;
import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.queue.BuildId;
import io.afterhours.scheduler.queue.Steering;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;

/** Three builds on a workbench that are alike enough to go together, and what a person or the scheduler does with them. */
final class Pages {
    private final Workbench bench = Workbench.open(3);
    private final List<Build> builds;

    private Pages() {
        builds = IntStream.rangeClosed(1, 3)
                .mapToObj(each -> page("Page " + each))
                .toList();
    }

    static Pages threeAlike() {
        return new Pages();
    }

    Workbench bench() {
        return bench;
    }

    List<Build> builds() {
        return builds;
    }

    Build get(int page) {
        return builds.get(page);
    }

    Build page(String title) {
        return bench.queue(Json.read("""
                {"title":"%s","kind":"landing-page","priority":"high","category":"bug fix","agent":"claude","workspace":null,
                 "accept":"true"}""".formatted(title).getBytes(StandardCharsets.UTF_8), BuildRequested.class));
    }

    void propose() {
        bench.get(Proposer.class).proposeOnce();
    }

    BatchId proposed() {
        propose();
        return BatchId.parse("id", batches().getFirst().id());
    }

    Batch accept(BatchId batch) {
        return bench.jdbi().inTransaction(tx -> bench.get(BatchKeeper.class).accept(tx, batch, "alice", null));
    }

    Batch dismiss(BatchId batch) {
        return bench.jdbi().inTransaction(tx -> bench.get(BatchKeeper.class).dismiss(tx, batch, "alice", null));
    }

    void cancel(Build build) {
        bench.jdbi().useTransaction(tx -> bench.get(Steering.class).cancel(tx, build.id(), "alice", null));
    }

    List<BatchView> batches() {
        return bench.jdbi().inTransaction(bench.get(BatchViews.class)::all);
    }

    List<String> ids() {
        return builds.stream().map(Build::id).map(BuildId::toString).toList();
    }

    BuildState stateOf(Build build) {
        return bench.build(build.id()).state();
    }

    Attempt live(int page) {
        return bench.live(builds.get(page).id());
    }

    /** The running attempts of all three. */
    List<Attempt> attempts() {
        return IntStream.range(0, 3).mapToObj(this::live).toList();
    }

    AttemptDispatched order() {
        var payload = bench.jdbi()
                .withHandle(tx -> tx.createQuery("select payload from outbox where subject = 'dispatch.default'")
                        .mapTo(byte[].class)
                        .one());
        return Json.read(payload, AttemptDispatched.class);
    }

    long stopOrders() {
        return bench.count("select count(*) from outbox where subject = 'command.runner-1'");
    }
}
