package io.afterhours.scheduler.control;

import io.afterhours.foundation.http.Problem;
import io.afterhours.scheduler.audit.Audit;
import io.afterhours.scheduler.calendar.CalendarStore;
import io.afterhours.scheduler.context.WhereaboutsStore;
import io.afterhours.scheduler.dispatch.FactsReader;
import io.afterhours.scheduler.dispatch.PlanningWake;
import io.afterhours.scheduler.planning.ExpectedStart;
import io.afterhours.scheduler.planning.Meeting;
import io.afterhours.scheduler.planning.PlanningRules;
import io.afterhours.scheduler.policy.Policy;
import io.afterhours.scheduler.policy.PolicyReview;
import io.afterhours.scheduler.policy.Whereabouts;
import io.afterhours.scheduler.queue.BuildStore;
import io.afterhours.scheduler.queue.QueueStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Changes policies, takes changes back, and says beforehand what a change would do. */
@ApplicationScoped
public class PolicyDesk {
    /** Of the head of the queue, and of what may start; the rest would wait behind it under any policy. */
    private static final int LOOKED_AT = 200;

    private static final int SHOWN = 50;

    private final PolicyStore store;
    private final WhereaboutsStore whereabouts;
    private final CalendarStore calendar;
    private final BuildStore builds;
    private final QueueStore queue;
    private final FactsReader facts;
    private final Audit audit;
    private final PlanningWake planning;
    private final InstantSource clock;

    PolicyDesk(
            PolicyStore store,
            WhereaboutsStore whereabouts,
            CalendarStore calendar,
            BuildStore builds,
            QueueStore queue,
            FactsReader facts,
            Audit audit,
            PlanningWake planning,
            InstantSource clock) {
        this.store = store;
        this.whereabouts = whereabouts;
        this.calendar = calendar;
        this.builds = builds;
        this.queue = queue;
        this.facts = facts;
        this.audit = audit;
        this.planning = planning;
        this.clock = clock;
    }

    /** A warning as it is shown. */
    public record WarningView(String code, String field, String text, List<String> times) {}

    /** What is said of a build under a policy: when it should start, and why not now. */
    public record Outcome(@Nullable Instant start, String code, String text) {}

    /** A build whose expected start would be another. */
    public record Moved(String id, String title, String priority, Outcome before, Outcome after) {}

    /**
     * A week of a policy, from Monday to Monday on the clock of its zone.
     *
     * @param now where the now line stands; outside the week never
     * @param meetings what is in the person's calendars and not over
     * @param nextChange when the policy next says something else; absent when it does not within two weeks
     */
    public record Week(
            String policy,
            String zone,
            Instant from,
            Instant until,
            Instant now,
            @Nullable Instant nextChange,
            List<StretchView> stretches,
            List<MeetingView> meetings) {}

    /** A meeting on the clock of the policy's zone; its title is absent unless the operator lets titles be kept. */
    public record MeetingView(
            Instant begins,
            Instant ends,
            LocalDateTime localBegins,
            LocalDateTime localEnds,
            @Nullable String title) {}

    /**
     * What a policy would do if it counted.
     *
     * @param against the policy in force, which the change is held against
     * @param waiting how many builds wait in all
     * @param lookedAt how many of them were looked at: the head of the queue, and the first that may start
     */
    public record Preview(
            String policy,
            String against,
            List<WarningView> warnings,
            long waiting,
            int lookedAt,
            int startNowBefore,
            int startNowAfter,
            int sooner,
            int later,
            int never,
            int same,
            List<Moved> moved,
            Week week) {}

    static List<WarningView> warnings(Policy policy) {
        return PolicyReview.of(policy).stream()
                .map(each -> new WarningView(each.code().word(), each.field(), each.text(), each.times()))
                .toList();
    }

    /** Saves the policy; returns the number of its version. */
    int save(Handle tx, Policy policy, String by) {
        return save(tx, policy, by, null);
    }

    private int save(Handle tx, Policy policy, String by, @Nullable String note) {
        var version = store.save(tx, policy, by, note, clock.instant());
        audit.note(tx, by, "change policy", policy.name(), note, "version " + version);
        tx.afterCommit(planning::wake);
        return version;
    }

    /** Lets the policy say again what it said in a version; the one before the latest where none is named. */
    Policy rollback(Handle tx, String name, @Nullable Integer version, String by) {
        var versions = store.versions(tx, store.known(tx, name).name());
        var wanted = version != null ? version : before(name, versions);
        var policy = store.version(tx, name, wanted)
                .orElseThrow(() -> Problem.notFound("version " + wanted + " of policy", name));
        save(tx, policy, by, "back to version " + wanted);
        return policy;
    }

    private static int before(String name, List<PolicyStore.Version> versions) {
        if (versions.size() < 2) {
            throw Problem.conflict("wrong-state", "Policy " + name + " was never changed.");
        }
        return versions.get(1).version();
    }

    Preview preview(Handle tx, Policy policy) {
        var now = clock.instant();
        var waiting = builds.startingBefore(tx, now.plus(PlanningRules.HORIZON), LOOKED_AT);
        var gathered = facts.ahead(tx, waiting);
        var before = PlanningRules.expectedStarts(gathered, now, waiting.size());
        var after = PlanningRules.expectedStarts(gathered.under(policy), now, waiting.size());
        var effect = PolicyEffect.of(before, after, now);
        var counts = queue.countBy(tx, QueueStore.Count.STATE);
        return new Preview(
                policy.name(),
                gathered.policy().name(),
                warnings(policy),
                counts.getOrDefault("queued", 0L) + counts.getOrDefault("retrying", 0L),
                waiting.size(),
                effect.startNowBefore(),
                effect.startNowAfter(),
                effect.sooner(),
                effect.later(),
                effect.never(),
                effect.same(),
                effect.changed().stream()
                        .limit(SHOWN)
                        .map(each -> moved(each, now, gathered.policy().zone(), policy.zone()))
                        .toList(),
                week(tx, policy, now));
    }

    Week week(Handle tx, String name) {
        return week(tx, store.known(tx, name), clock.instant());
    }

    /** What is over is shown by the calendar; from now on, the person is where they are. */
    private Week week(Handle tx, Policy policy, Instant now) {
        var seen = whereabouts.read(tx);
        var zone = policy.zone();
        var monday = now.atZone(zone).toLocalDate().with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        var from = monday.atStartOfDay(zone).toInstant();
        var until = monday.plusWeeks(1).atStartOfDay(zone).toInstant();
        var outlook = policy.outlook(now, seen);
        var past = StretchView.upTo(now, policy.outlook(from), Whereabouts.UNSAID, zone, from);
        var ahead = StretchView.upTo(until, outlook, seen, zone, now);
        return new Week(
                policy.name(),
                zone.getId(),
                from,
                until,
                now,
                outlook.now().until(),
                Stream.concat(past.stream(), ahead.stream()).toList(),
                calendar.meetings(tx, now).stream()
                        .filter(each -> each.begins().isBefore(until))
                        .map(each -> meeting(each, zone))
                        .toList());
    }

    private static MeetingView meeting(Meeting meeting, ZoneId zone) {
        return new MeetingView(
                meeting.begins(),
                meeting.ends(),
                LocalDateTime.ofInstant(meeting.begins(), zone),
                LocalDateTime.ofInstant(meeting.ends(), zone),
                meeting.title());
    }

    private static Moved moved(PolicyEffect.Change change, Instant now, ZoneId zoneBefore, ZoneId zoneAfter) {
        var build = change.before().candidate();
        return new Moved(
                build.id(),
                build.title(),
                build.priority().word(),
                outcome(change.before(), now, zoneBefore),
                outcome(change.after(), now, zoneAfter));
    }

    private static Outcome outcome(ExpectedStart start, Instant now, ZoneId zone) {
        return new Outcome(
                start.at(), start.verdict().code().word(), start.verdict().text(now, zone));
    }
}
