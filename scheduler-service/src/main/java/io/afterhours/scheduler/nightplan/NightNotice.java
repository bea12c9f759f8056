package io.afterhours.scheduler.nightplan;

import io.afterhours.contracts.Severity;
import io.afterhours.scheduler.escalation.Question;
import io.afterhours.scheduler.nightplan.NightPlan.Planned;
import io.afterhours.scheduler.planning.Dollars;
import io.afterhours.scheduler.planning.HumanTime;
import io.afterhours.scheduler.policy.Spoken;
import io.afterhours.scheduler.queue.NightWishes;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What is put before the person when a night is planned: what will run, in one paragraph. Who says nothing agrees. */
final class NightNotice {
    static final String KIND = "night-plan";
    private static final String GO = "go";
    private static final int NAMED = 8;

    private NightNotice() {}

    static Question of(NightPlan plan, Instant now, Instant deadline, ZoneId zone) {
        var time = new HumanTime(now, zone);
        var title = "Tonight: %s, about %s of work, at most %s"
                .formatted(count(plan.count()), Spoken.of(plan.work()), Dollars.spoken(plan.mayCost()));
        return new Question(
                KIND,
                Severity.LOW,
                title,
                paragraph(plan, time, deadline),
                List.of(GO, NightWishes.NOT_TONIGHT),
                GO,
                deadline,
                null,
                null,
                null,
                null);
    }

    private static String paragraph(NightPlan plan, HumanTime time, Instant deadline) {
        var named = plan.builds().stream()
                .limit(NAMED)
                .map(each -> said(each, time))
                .collect(Collectors.joining("; "));
        var more = plan.count()
                - plan.builds().stream().limit(NAMED).flatMap(Planned::ids).count();
        return "This will run: " + named + (more > 0 ? "; and " + more + " more" : "") + "."
                + (plan.left().isEmpty()
                        ? ""
                        : " " + count(plan.left().size()) + (plan.left().size() == 1 ? " does" : " do") + " not fit.")
                + " Unanswered it goes at " + time.noted(deadline)
                + "; `" + NightWishes.NOT_TONIGHT + "` holds what has not started until " + time.noted(plan.until())
                + ", and `afterhours queue plan veto ID` takes a single build out.";
    }

    private static String said(Planned planned, HumanTime time) {
        var along = planned.build().along().ids();
        return "%s %s%s (%s, done about %s)"
                .formatted(
                        planned.build().id(),
                        planned.build().title(),
                        along.isEmpty() ? "" : " together with " + String.join(", ", along),
                        time.noted(planned.start()),
                        time.noted(planned.likelyEnd()));
    }

    private static String count(int builds) {
        return builds == 1 ? "1 build" : String.format(Locale.ROOT, "%,d builds", builds);
    }
}
