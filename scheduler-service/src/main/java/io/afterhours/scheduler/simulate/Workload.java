package io.afterhours.scheduler.simulate;

import io.afterhours.contracts.agent.BuildRequested;
import io.afterhours.scheduler.estimate.Estimate;
import io.afterhours.scheduler.markdown.QueueItem;
import io.afterhours.scheduler.markdown.ReadQueue;
import io.afterhours.scheduler.planning.ApprovalRules;
import io.afterhours.scheduler.planning.Prerequisite;
import io.afterhours.scheduler.planning.Score;
import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.retry.Tally;
import io.afterhours.scheduler.runner.PoolStore;
import io.afterhours.scheduler.safety.Finding;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Makes the builds of a simulation from a queue. */
final class Workload {
    /** A tag that says on which day a build arrives, the first being 1. */
    private static final Pattern DAY = Pattern.compile("day-([1-9][0-9]{0,2})");

    private static final BigDecimal NANOS = BigDecimal.valueOf(1_000_000_000);

    private Workload() {}

    /** The open items of a document. A dependency on what is not among them counts as met. */
    static List<Work> of(ReadQueue document, Instant from, Function<BuildRequested, Estimate> estimates) {
        return of(document, from, estimates, each -> List.of(), "shell");
    }

    /**
     * The same, but that texts are looked at.
     *
     * @param concerns what holds a build until the person says that it is fine
     * @param defaultAgent who does those that name no agent
     */
    static List<Work> of(
            ReadQueue document,
            Instant from,
            Function<BuildRequested, Estimate> estimates,
            Function<BuildRequested, List<Finding>> concerns,
            String defaultAgent) {
        var open =
                document.items().stream().filter(each -> each.mark().isOpen()).toList();
        var byLine = new HashMap<Integer, Integer>();
        var byId = new HashMap<String, Integer>();
        var works = new ArrayList<Work>();
        for (var item : open) {
            works.add(work(item, works.size(), byLine, byId, from, estimates.apply(item.request()), defaultAgent)
                    .concerning(concerns.apply(item.request())));
            byLine.put(item.line(), works.size() - 1);
            if (item.id() != null) {
                byId.put(item.id(), works.size() - 1);
            }
        }
        return works;
    }

    private static Work work(
            QueueItem item,
            int number,
            Map<Integer, Integer> byLine,
            Map<String, Integer> byId,
            Instant from,
            Estimate estimate,
            String defaultAgent) {
        var request = item.request();
        var after = new ArrayList<Work.After>();
        for (var each : item.after()) {
            var other = byLine.get(each.line());
            if (other != null) {
                after.add(new Work.After(other, each.onFailure()));
            }
        }
        for (var each : request.dependsOn()) {
            var other = byId.get(each.id());
            if (other != null) {
                after.add(new Work.After(other, each.onFailure()));
            }
        }
        var tags = Set.copyOf(request.tags());
        return new Work(
                number,
                "L" + item.line(),
                request.title(),
                request.priority(),
                request.category(),
                request.kind(),
                request.effort(),
                tags,
                after,
                request.blockers(),
                request.workspace(),
                request.earliestStart(),
                ApprovalRules.of(request.category(), request.priority()),
                Tally.NOTHING,
                Score.of(request.impact(), request.effort(), request.priority(), tags),
                estimate,
                arrival(tags, from),
                nanos(request.cap()),
                List.of(),
                new Work.Asked(
                        Objects.requireNonNullElse(request.agent(), defaultAgent),
                        request.model(),
                        PoolStore.DEFAULT,
                        request.prompt().length()));
    }

    /**
     * The queue as it stands. What runs starts over, and what waits for an answer waits for its start: how far an attempt is says
     * little of how far the next one under another policy would be.
     *
     * @param builds those that are not over, in the order of the queue
     * @param prerequisites by the number of the build
     * @param concerns what holds it until the person says that it is fine, by the number of the build
     */
    static List<Work> of(
            List<Build> builds,
            Map<Long, List<Prerequisite>> prerequisites,
            Map<Long, List<Finding>> concerns,
            Instant from,
            String defaultAgent) {
        var byId = new HashMap<String, Integer>();
        builds.forEach(each -> byId.put(each.id().toString(), byId.size()));
        var works = new ArrayList<Work>();
        for (var build : builds) {
            var after = new ArrayList<Work.After>();
            for (var each : prerequisites.getOrDefault(build.id().number(), List.of())) {
                var other = byId.get(each.id());
                if (other != null) {
                    after.add(new Work.After(other, each.onFailure()));
                }
            }
            works.add(work(
                    build,
                    works.size(),
                    after,
                    concerns.getOrDefault(build.id().number(), List.of()),
                    from,
                    defaultAgent));
        }
        return works;
    }

    private static Work work(
            Build build,
            int number,
            List<Work.After> after,
            List<Finding> concerns,
            Instant from,
            String defaultAgent) {
        var tags = Set.copyOf(build.tags());
        return new Work(
                number,
                build.id().toString(),
                build.title(),
                build.priority(),
                build.category(),
                build.kind(),
                build.effort(),
                tags,
                after,
                build.blockers(),
                build.workspace(),
                build.earliestStart(),
                build.approval(),
                build.tally(),
                Score.of(build.impact(), build.effort(), build.priority(), tags),
                build.estimate(),
                arrival(tags, from),
                nanos(build.cap()),
                concerns,
                new Work.Asked(
                        Objects.requireNonNullElse(build.agent(), defaultAgent),
                        build.model(),
                        build.pool(),
                        build.prompt().length()));
    }

    /** So many builds: the list over and over, each time with ids of its own. */
    static List<Work> repeated(List<Work> works, int count) {
        var all = new ArrayList<Work>();
        while (!works.isEmpty() && all.size() < count) {
            int round = all.size() / works.size();
            var offset = round * works.size();
            var work = works.get(all.size() - offset);
            all.add(again(work, round, offset));
        }
        return all;
    }

    private static Work again(Work work, int round, int offset) {
        return work.again(
                work.number() + offset,
                round == 0 ? work.id() : work.id() + "-" + (round + 1),
                work.after().stream()
                        .map(each -> new Work.After(each.number() + offset, each.onFailure()))
                        .toList(),
                work.arrives());
    }

    /** The same builds one after another, so many a day on the average, with the gaps of chance (a Poisson process). */
    static List<Work> arriving(List<Work> works, double perDay, Instant from, long seed) {
        var draws = new Draws(seed);
        var all = new ArrayList<Work>();
        var at = from;
        for (var work : works) {
            var gap = -Math.log(draws.uniform(work.number(), 0, Aspect.ARRIVAL)) / perDay;
            at = at.plus(Duration.ofSeconds(Math.round(gap * Duration.ofDays(1).toSeconds())));
            all.add(work.again(work.number(), work.id(), work.after(), at));
        }
        return all;
    }

    private static Instant arrival(Set<String> tags, Instant from) {
        return tags.stream()
                .map(DAY::matcher)
                .filter(matcher -> matcher.matches())
                .map(matcher -> from.plus(Duration.ofDays(Integer.parseInt(matcher.group(1)) - 1L)))
                .max(Instant::compareTo)
                .orElse(from);
    }

    private static @Nullable Long nanos(@Nullable BigDecimal dollars) {
        return dollars == null ? null : dollars.multiply(NANOS).longValue();
    }
}
