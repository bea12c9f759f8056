package io.afterhours.scheduler.queue;

import io.afterhours.foundation.http.Problem;
import io.afterhours.scheduler.clearance.SafetyStore;
import io.afterhours.scheduler.dispatch.AttemptStore;
import io.afterhours.scheduler.facts.Facts;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/** Puts builds together with their verdicts, when they should be done, dependencies and attempts. */
@ApplicationScoped
public class BuildViews {
    private final BuildStore store;
    private final AttemptStore attempts;
    private final Verdicts verdicts;
    private final SafetyStore safety;

    BuildViews(BuildStore store, AttemptStore attempts, Verdicts verdicts, SafetyStore safety) {
        this.store = store;
        this.attempts = attempts;
        this.verdicts = verdicts;
        this.safety = safety;
    }

    public BuildView one(Handle tx, BuildId id) {
        var build = found(tx, id);
        return views(tx, List.of(build), List.of(verdicts.said(tx, build))).getFirst();
    }

    /** The verdict on one build, for which nothing else of it is read. */
    public Verdicts.View verdict(Handle tx, BuildId id) {
        return verdicts.of(tx, found(tx, id));
    }

    private Build found(Handle tx, BuildId id) {
        return store.find(tx, id).orElseThrow(() -> Problem.notFound("build", id.toString()));
    }

    public List<BuildView> many(Handle tx, List<Build> builds) {
        return builds.isEmpty() ? List.of() : views(tx, builds, verdicts.said(tx, builds));
    }

    private List<BuildView> views(Handle tx, List<Build> builds, List<Verdicts.Said> said) {
        var dependencies = store.fact(builds);
        var findings = safety.fact(builds);
        var read = Facts.read(tx, List.of(dependencies, findings));
        var prerequisites = read.of(dependencies);
        var concerns = read.of(findings);
        var tried = attempts.of(tx, Build.numbers(builds));
        return IntStream.range(0, builds.size())
                .mapToObj(i -> BuildView.of(
                        builds.get(i),
                        said.get(i).verdict(),
                        said.get(i).end(),
                        prerequisites.getOrDefault(builds.get(i).id().number(), List.of()),
                        concerns.getOrDefault(builds.get(i).id().number(), List.of()),
                        tried.getOrDefault(builds.get(i).id().number(), List.of())))
                .toList();
    }
}
