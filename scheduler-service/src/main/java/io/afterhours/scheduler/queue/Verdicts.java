package io.afterhours.scheduler.queue;

import io.afterhours.scheduler.dispatch.FactsReader;
import io.afterhours.scheduler.escalation.Escalations;
import io.afterhours.scheduler.estimate.Remaining;
import io.afterhours.scheduler.planning.PlanningFacts;
import io.afterhours.scheduler.planning.PlanningRules;
import io.afterhours.scheduler.planning.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Says of any build why it is not running, or that it is; asked for when somebody looks, from the facts of that moment. */
@ApplicationScoped
public class Verdicts {
    private final FactsReader facts;
    private final Escalations escalations;
    private final Countdowns countdowns;
    private final InstantSource clock;

    Verdicts(FactsReader facts, Escalations escalations, Countdowns countdowns, InstantSource clock) {
        this.facts = facts;
        this.escalations = escalations;
        this.countdowns = countdowns;
        this.clock = clock;
    }

    /** A verdict as it is shown. */
    public record View(String code, String text, @Nullable Instant until) {}

    /** The verdict on each of the builds, in their order. */
    public List<View> of(Handle tx, List<Build> builds) {
        var now = clock.instant();
        var waiting = builds.stream()
                .filter(each -> each.life() instanceof io.afterhours.scheduler.life.Life.Waiting)
                .toList();
        var gathered = facts.about(tx, waiting);
        var left = countdowns.of(tx, builds, now);
        var verdicts = new ArrayList<View>();
        for (var build : builds) {
            var verdict = verdict(tx, build, gathered, left, now);
            verdicts.add(new View(
                    verdict.code().word(),
                    verdict.text(now, gathered.policy().zone()),
                    verdict.until().orElse(null)));
        }
        return verdicts;
    }

    private Verdict verdict(Handle tx, Build build, PlanningFacts gathered, Map<BuildId, Remaining> left, Instant now) {
        return switch (build.state()) {
            case QUEUED, RETRYING -> alone(build, gathered, now);
            case DISPATCHED, RUNNING, VERIFYING ->
                new Verdict.Running(build.state(), build.attempts(), end(now, left.get(build.id())));
            case ESCALATED ->
                escalations
                        .open(tx, build.id())
                        .<Verdict>map(open -> new Verdict.Escalated(open.id(), open.title()))
                        .orElseGet(() -> new Verdict.Escalated("the inbox", build.title()));
            case FINISHED, FAILED, CANCELLED, REJECTED -> {
                var ended = build.endedAt();
                yield new Verdict.Ended(build.state(), ended == null ? now : ended);
            }
        };
    }

    private static @Nullable Instant end(Instant now, @Nullable Remaining left) {
        return left == null ? null : now.plus(left.p50());
    }

    /** Each build is judged against what runs, not against the builds beside it on the page. */
    private static Verdict alone(Build build, PlanningFacts gathered, Instant now) {
        var own = gathered.candidates().stream()
                .filter(each -> each.id().equals(build.id().toString()))
                .toList();
        var plan = PlanningRules.decide(gathered.with(gathered.live(), own), now);
        return plan.verdictOn(build.id().toString()).orElseThrow();
    }
}
