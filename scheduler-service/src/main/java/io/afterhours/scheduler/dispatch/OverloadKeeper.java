package io.afterhours.scheduler.dispatch;

import io.afterhours.contracts.Severity;
import io.afterhours.contracts.runner.HostLoad;
import io.afterhours.contracts.runner.HostResource;
import io.afterhours.scheduler.escalation.Escalations;
import io.afterhours.scheduler.escalation.Question;
import io.afterhours.scheduler.overload.Occupant;
import io.afterhours.scheduler.overload.OverloadRules;
import io.afterhours.scheduler.planning.HumanTime;
import io.afterhours.scheduler.planning.Score;
import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.queue.BuildStore;
import io.afterhours.scheduler.runner.HostStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jdbi.v3.core.Handle;

/** Ends the least valuable attempt of a host that stays over its limit; its build is queued again and nothing is counted. */
@ApplicationScoped
public class OverloadKeeper {
    private static final Logger LOG = Logger.getLogger(OverloadKeeper.class);

    private final HostStore hosts;
    private final AttemptStore attempts;
    private final AttemptKeeper keeper;
    private final BuildStore builds;
    private final Escalations escalations;
    private final OverloadConfig config;
    private final InstantSource clock;

    OverloadKeeper(
            HostStore hosts,
            AttemptStore attempts,
            AttemptKeeper keeper,
            BuildStore builds,
            Escalations escalations,
            OverloadConfig config,
            InstantSource clock) {
        this.hosts = hosts;
        this.attempts = attempts;
        this.keeper = keeper;
        this.builds = builds;
        this.escalations = escalations;
        this.config = config;
        this.clock = clock;
    }

    /** A runner said how full its host is; what it holds may be one attempt too many. */
    void measured(Handle tx, String runner, HostLoad host) {
        var now = clock.instant();
        var fullest = host.diskPercent() >= host.memoryPercent() ? HostResource.DISK : HostResource.MEMORY;
        var percent = host.percentOf(fullest);
        var pressure = hosts.press(tx, runner, percent > config.stopOver(), now);
        if (pressure.overSince() == null) {
            return;
        }
        var groups = occupants(tx, runner);
        OverloadRules.stop(pressure, groups.keySet(), config.patience(), now).ifPresent(least -> {
            hosts.relieved(tx, runner, now);
            stop(tx, runner, groups.getOrDefault(least, List.of()), fullest, percent);
        });
    }

    /** What runs there, each with its attempts: several where builds are done together. */
    private Map<Occupant, List<Attempt>> occupants(Handle tx, String runner) {
        var live = attempts.at(tx, runner);
        var found = builds
                .numbered(tx, live.stream().map(each -> each.build().number()).toList())
                .stream()
                .collect(Collectors.toMap(Build::id, each -> each));
        var together = live.stream()
                .collect(
                        Collectors.groupingBy(each -> each.batch() == null ? each.session() : "batch " + each.batch()));
        var occupants = new HashMap<Occupant, List<Attempt>>();
        for (var group : together.values()) {
            group.stream()
                    .map(each -> occupant(each, Objects.requireNonNull(found.get(each.build()))))
                    .max(OverloadRules.LEAST_FIRST)
                    .ifPresent(most -> occupants.put(most, group));
        }
        return occupants;
    }

    private static Occupant occupant(Attempt attempt, Build build) {
        return new Occupant(attempt.session(), build.priority(), score(build), attempt.dispatchedAt());
    }

    private void stop(Handle tx, String runner, List<Attempt> chosen, HostResource fullest, int percent) {
        var full = "%d %% of %s's %s was used for more than %s"
                .formatted(percent, runner, fullest.word(), HumanTime.of(config.patience()));
        chosen.forEach(each -> keeper.stop(tx, each, "Stopped to relieve its host: " + full + "."));
        var ids = chosen.stream().map(each -> each.build().toString()).collect(Collectors.joining(", "));
        LOG.warnf("%s: the attempt at %s is stopped", full, ids);
        escalations.raise(
                tx,
                Question.of("system", Severity.HIGH, "The host of " + runner + " is too full")
                        .asking(
                                full + ", so the attempt at " + ids
                                        + " was stopped: of what ran there it was worth least."
                                        + " It is queued again and nothing is counted against it. Nothing new starts"
                                        + " there while it is so; more is stopped if this did not help. Make room on it.",
                                List.of("noted")));
    }

    private static long score(Build build) {
        return Score.of(build.impact(), build.effort(), build.priority(), new HashSet<>(build.tags()));
    }
}
