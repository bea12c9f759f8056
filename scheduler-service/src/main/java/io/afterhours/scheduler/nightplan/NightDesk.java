package io.afterhours.scheduler.nightplan;

import io.afterhours.scheduler.control.ControlStore;
import io.afterhours.scheduler.control.StretchView;
import io.afterhours.scheduler.dispatch.FactsReader;
import io.afterhours.scheduler.planning.PlanningFacts;
import io.afterhours.scheduler.policy.Stretch;
import io.afterhours.scheduler.queue.Build;
import io.afterhours.scheduler.queue.BuildId;
import io.afterhours.scheduler.queue.BuildStore;
import io.afterhours.scheduler.queue.NightWishStore;
import io.afterhours.scheduler.queue.QueueStore;
import jakarta.enterprise.context.ApplicationScoped;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Makes the plan of the night from how things stand. */
@ApplicationScoped
class NightDesk {
    /** No night holds more builds that may start in it; of the others the first are told why they do not. */
    private static final int LOOKED_AT = 200;

    private final BuildStore builds;
    private final QueueStore queue;
    private final NightWishStore wishes;
    private final FactsReader facts;
    private final ControlStore control;
    private final NightPlanConfig config;
    private final InstantSource clock;

    NightDesk(
            BuildStore builds,
            QueueStore queue,
            NightWishStore wishes,
            FactsReader facts,
            ControlStore control,
            NightPlanConfig config,
            InstantSource clock) {
        this.builds = builds;
        this.queue = queue;
        this.wishes = wishes;
        this.facts = facts;
        this.control = control;
        this.config = config;
        this.clock = clock;
    }

    /**
     * A plan, and what it was made from.
     *
     * @param lookedAt how many builds that was
     */
    record Made(Instant now, int lookedAt, PlanningFacts facts, NightPlan plan) {
        ZoneId zone() {
            return facts.policy().zone();
        }
    }

    /** The night that is, or the next one. */
    Night night(Handle tx) {
        return night(clock.instant(), zone(tx));
    }

    /** The zone of the policy that counts. */
    ZoneId zone(Handle tx) {
        return control.read(tx).policy().zone();
    }

    private Night night(Instant now, ZoneId zone) {
        return Night.seen(now, zone, config.at(), config.until());
    }

    Made plan(Handle tx) {
        var now = clock.instant();
        var night = night(now, zone(tx));
        var looked = lookedAt(tx, now, night.until());
        var gathered = facts.ahead(tx, looked);
        return new Made(now, looked.size(), gathered, NightPlanRules.plan(gathered, now, night.from(), night.until()));
    }

    /** The head of the queue, what may start in the night, and whatever a person asked something of, however far behind it is. */
    private List<Build> lookedAt(Handle tx, Instant now, Instant until) {
        var head = builds.startingBefore(tx, until, LOOKED_AT);
        var known =
                new HashSet<>(head.stream().map(each -> each.id().toString()).toList());
        var order = wishes.read(tx, now);
        var more = new ArrayList<>(order.first());
        more.addAll(order.out());
        more.removeIf(known::contains);
        var all = new ArrayList<>(head);
        all.addAll(builds.numbered(
                tx,
                more.stream().map(each -> BuildId.parse("build", each).number()).toList()));
        return all;
    }

    NightPlanView view(Handle tx) {
        var made = plan(tx);
        var plan = made.plan();
        var outlook = made.facts().policy().outlook(plan.from(), made.facts().whereabouts());
        var stretches = StretchView.upTo(plan.until(), outlook, made.facts().whereabouts(), made.zone(), plan.from());
        return new NightPlanView(
                plan.from(),
                plan.until(),
                made.now(),
                made.zone(),
                made.facts().policy().name(),
                plan.work().toMinutes(),
                BigDecimal.valueOf(plan.mayCost(), 9).stripTrailingZeros(),
                slots(made.facts(), outlook.stretches(), plan.until()),
                plan.running().stream().map(NightPlanView.Running::of).toList(),
                plan.builds().stream()
                        .map(each -> NightPlanView.Planned.of(each, made.now(), made.zone()))
                        .toList(),
                plan.left().stream()
                        .map(each -> NightPlanView.Left.of(each, made.now(), made.zone()))
                        .toList(),
                Math.max(0, queue.waiting(tx) - made.lookedAt()),
                stretches,
                made.facts().meetings().stream()
                        .filter(each -> each.ends().isAfter(plan.from())
                                && each.begins().isBefore(plan.until()))
                        .map(NightPlanView.MeetingView::of)
                        .toList(),
                wishes.last(tx, plan.until()).map(NightPlanView.Change::of).orElse(null));
    }

    private static int slots(PlanningFacts facts, List<Stretch> stretches, Instant until) {
        return stretches.stream()
                .filter(each -> each.from().isBefore(until))
                .map(Stretch::band)
                .mapToInt(band -> band == null ? 0 : Math.min(band.slots(), facts.runnerSlots()))
                .max()
                .orElse(0);
    }
}
