package io.afterhours.scheduler.planning;

import io.afterhours.contracts.Priority;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.scheduler.planning.Verdict.ApprovalNeeded;
import io.afterhours.scheduler.planning.Verdict.Blocked;
import io.afterhours.scheduler.planning.Verdict.DependencyFailed;
import io.afterhours.scheduler.planning.Verdict.DependencyOpen;
import io.afterhours.scheduler.planning.Verdict.Ended;
import io.afterhours.scheduler.planning.Verdict.Escalated;
import io.afterhours.scheduler.planning.Verdict.Exempt;
import io.afterhours.scheduler.planning.Verdict.FitsNowhere;
import io.afterhours.scheduler.planning.Verdict.HostFull;
import io.afterhours.scheduler.planning.Verdict.Merge;
import io.afterhours.scheduler.planning.Verdict.NoBand;
import io.afterhours.scheduler.planning.Verdict.NoRunner;
import io.afterhours.scheduler.planning.Verdict.NoSlot;
import io.afterhours.scheduler.planning.Verdict.OtherContext;
import io.afterhours.scheduler.planning.Verdict.OtherPriorities;
import io.afterhours.scheduler.planning.Verdict.OtherTags;
import io.afterhours.scheduler.planning.Verdict.OverBudget;
import io.afterhours.scheduler.planning.Verdict.Paused;
import io.afterhours.scheduler.planning.Verdict.ProviderLimited;
import io.afterhours.scheduler.planning.Verdict.QuietHours;
import io.afterhours.scheduler.planning.Verdict.RetryWait;
import io.afterhours.scheduler.planning.Verdict.RoomReserved;
import io.afterhours.scheduler.planning.Verdict.Running;
import io.afterhours.scheduler.planning.Verdict.RunsIntoMeeting;
import io.afterhours.scheduler.planning.Verdict.Start;
import io.afterhours.scheduler.planning.Verdict.TakenOut;
import io.afterhours.scheduler.planning.Verdict.TooCostly;
import io.afterhours.scheduler.planning.Verdict.TooEarly;
import io.afterhours.scheduler.planning.Verdict.TooLong;
import io.afterhours.scheduler.planning.Verdict.Unsafe;
import io.afterhours.scheduler.planning.Verdict.WorkspaceBusy;
import io.afterhours.scheduler.planning.Verdict.WrongSize;
import io.afterhours.scheduler.policy.Context;
import io.afterhours.scheduler.policy.QuietLevel;
import io.afterhours.scheduler.policy.Spoken;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The sentence of each verdict: why, and when it could change. */
final class Sentence {
    private final HumanTime time;
    private final BudgetSentence budgets;

    Sentence(HumanTime time) {
        this.time = time;
        this.budgets = new BudgetSentence(time);
    }

    String of(Verdict verdict) {
        return switch (verdict) {
            case Start _ -> "Starts now.";
            case Exempt exempt -> "Starts now, " + exempt.clause() + ".";
            case Paused paused -> paused.own() == null ? paused(paused) : paused(paused) + " " + of(paused.own());
            case DependencyFailed edge ->
                "Held: %s (%s), which it depends on, %s. Retry that one or cancel this one."
                        .formatted(edge.id(), edge.title(), ended(edge.state()));
            case DependencyOpen edge ->
                "Waits for %s (%s), which %s%s%s."
                        .formatted(
                                edge.id(),
                                edge.title(),
                                stands(edge.state()),
                                andMore(edge.others()),
                                time.about(edge.others() == 0 ? ", done about " : ", all done about ", edge.done()));
            case Blocked blocked ->
                "Held by a blocker: %s%s. Remove it to let the build start.%s"
                        .formatted(trimmed(blocked.first()), andMore(blocked.others()), silence(blocked));
            case Unsafe unsafe -> unsafe(unsafe);
            case ApprovalNeeded approval -> approval(approval);
            case TakenOut out -> takenOut(out);
            case TooEarly early -> time.waits("not before " + time.at(early.earliest()) + ", as asked", early.next());
            case RetryWait wait ->
                wait.retryAt().equals(wait.next())
                        ? "Waits: goes again " + time.at(wait.retryAt()) + "."
                        : time.waits("goes again after " + time.at(wait.retryAt()), wait.next());
            case QuietHours quiet -> time.waits(quiet(quiet), quiet.next());
            case NoBand noBand -> time.waits("no band of the policy is open", noBand.next());
            case OtherPriorities other -> time.waits(priority(other), other.next());
            case OtherTags other ->
                time.waits("only builds tagged " + String.join(" or ", other.wanted()) + " start now", other.next());
            case WrongSize size -> time.waits(size(size), size.next());
            case OtherContext other -> time.waits(context(other), other.next());
            case TooLong tooLong ->
                time.waits(
                        "with up to %s it would run past %s, when what may start it ends"
                                .formatted(HumanTime.of(tooLong.atMost()), time.at(tooLong.ends())),
                        tooLong.next());
            case FitsNowhere nowhere ->
                ("Held: it may take %s, and the policy never gives a build like it more than %s at a stretch."
                                + " Make it smaller, or let a band of the policy overrun.")
                        .formatted(HumanTime.of(nowhere.atMost()), HumanTime.of(nowhere.longest()));
            case RunsIntoMeeting meeting -> time.waits(meeting(meeting), meeting.next());
            case OverBudget over -> budgets.of(over) + notExempt(over.notExempt());
            case TooCostly costly -> budgets.of(costly) + notExempt(costly.notExempt());
            case RoomReserved reserved -> budgets.of(reserved) + notExempt(reserved.notExempt());
            case WorkspaceBusy busy ->
                "Waits: %s (%s) works in %s%s."
                        .formatted(busy.id(), busy.title(), busy.workspace(), time.about(", done about ", busy.next()));
            case ProviderLimited limited -> providerLimited(limited);
            case NoRunner _ ->
                "Waits: no runner takes builds, and nobody can say when one will; see `afterhours runners` and the"
                        + " inbox, or start one with `afterhours up`.";
            case HostFull full -> hostFull(full.host(), full.next());
            case NoSlot slot -> noSlot(slot);
            case Merge merge -> merge(merge);
            case Running running ->
                "Attempt %d %s%s."
                        .formatted(
                                running.attempt(),
                                stands(running.state()),
                                time.about(", done about ", running.expectedEnd()));
            case Escalated escalated ->
                "Waits for your answer to %s: %s%s"
                        .formatted(
                                escalated.escalation(),
                                escalated.silence() == null ? escalated.asked() : trimmed(escalated.asked()) + ".",
                                silence(escalated));
            case Ended over -> capitalized(ended(over.state())) + " " + time.at(over.at()) + ".";
        };
    }

    private String paused(Paused paused) {
        var ends = paused.ends();
        var how = switch (paused.mode()) {
            case RUNNING -> throw new IllegalArgumentException("running is no pause");
            case PAUSED -> "paused%s";
            case DRAINING -> "draining%s; what runs is let finish";
            case DRAINED -> "drained%s; nothing runs any more";
            case STOPPED -> "stopped%s";
        };
        return ends == null
                ? "Waits: " + how.formatted("") + (how.endsWith("%s") ? "; " : ", ") + "resume to let builds start."
                : time.waits(how.formatted(" until " + time.at(ends)), paused.next());
    }

    /** What becomes of a question that nobody answers; a sentence of its own. */
    private String silence(Verdict.Asking asking) {
        var silence = asking.silence();
        return silence == null
                ? ""
                : " Without your answer, “%s” is taken %s.".formatted(silence.answer(), time.at(silence.at()));
    }

    private String unsafe(Unsafe unsafe) {
        var what = switch (unsafe.first().check()) {
            case UNCLEAR -> "it does not say what to do";
            case DESTRUCTIVE -> "it may destroy something";
            case EXTERNAL -> "it reaches people or costs money";
        };
        return "Held: %s: “%s”%s. Answer in the inbox whether that is fine.%s"
                .formatted(what, String.join(" … ", unsafe.first().words()), andMore(unsafe.others()), silence(unsafe));
    }

    private String approval(ApprovalNeeded approval) {
        var what = approval.priority() == Priority.LOW
                ? "low priority"
                : approval.category().word();
        var then = approval.couldStart();
        return "Needs your approval (" + what + ")"
                + (then == null
                        ? "."
                        : "; approved, it could start " + (time.isPast(then) ? "at once" : time.at(then)) + ".")
                + silence(approval);
    }

    private String quiet(QuietHours quiet) {
        var ends = quiet.ends() == null ? "" : " until " + time.at(quiet.ends());
        return quiet.level() == QuietLevel.HARD
                ? "nothing starts in the quiet hours" + ends
                : "only urgent builds start in the quiet hours" + ends;
    }

    private static String priority(OtherPriorities other) {
        var hours = other.hours();
        var subject = other.priority().word() + " priority ";
        if (hours == null) {
            return "no band of the policy starts " + subject.strip();
        }
        return hours.from().equals(hours.to())
                ? subject + "does not start now"
                : subject + "starts between " + HumanTime.of(hours.from()) + " and " + HumanTime.of(hours.to());
    }

    private String context(OtherContext other) {
        var where = whereabouts(other.context().context())
                + (other.ends() == null ? ", until you say otherwise" : ", until " + time.at(other.ends()));
        return switch (other.refusal()) {
            case RISK ->
                "%s is more than the %s risk that is taken %s"
                        .formatted(
                                other.category().word(), other.context().risk().word(), where);
            case KIND ->
                "only "
                        + listed(other.context().first().stream()
                                .map(Spoken::of)
                                .distinct()
                                .toList())
                        + " start " + where;
        };
    }

    private static String whereabouts(Context context) {
        return switch (context) {
            case SLEEPING -> "while you are asleep";
            case WORK -> "while you are at work";
            case GYM -> "while you are at the gym";
            case AVAILABLE -> "while you are at hand";
            case UNKNOWN -> "while nobody knows where you are";
        };
    }

    private String meeting(RunsIntoMeeting meeting) {
        var which = "the meeting " + (meeting.title() == null ? "" : "\"" + meeting.title() + "\" ");
        return time.isPast(meeting.begins())
                ? which + "is on until " + time.at(meeting.ends())
                : "with up to %s it would run into %sat %s"
                        .formatted(HumanTime.of(meeting.atMost()), which, time.at(meeting.begins()));
    }

    private static String size(WrongSize size) {
        var effort = HumanTime.of(size.effort());
        return size.limit() == null
                ? "with " + effort + " it is too small for this band"
                : effort + " is over the " + HumanTime.of(size.limit()) + " that may start now";
    }

    String of(Verdict verdict, Place place) {
        var slots = verdict.code() == VerdictCode.SLOTS
                ? ""
                : place.slots() == 1 ? " in the only slot" : " in one of " + place.slots() + " slots";
        var suited = verdict instanceof NoSlot slot ? slot.suited() : null;
        return trimmed(of(verdict)) + slots + ahead(place, suited) + ".";
    }

    private String ahead(Place place, @Nullable Context suited) {
        if (place.ahead() == 0) {
            return "";
        }
        var many = String.format(Locale.ROOT, "%,d builds are ahead", place.ahead());
        var builds = place.isMore() ? "more than " + many : place.ahead() == 1 ? "1 build is ahead" : many;
        var first = suited == null ? "" : ", what suits " + whereabouts(suited) + " first";
        return "; " + builds + first + time.about(", so about ", place.about());
    }

    private String takenOut(TakenOut out) {
        return out.ends().equals(out.next())
                ? "Waits: you took it out of the night's plan; it may start from " + time.at(out.ends()) + "."
                : time.waits("you took it out of the night's plan until " + time.at(out.ends()), out.next());
    }

    private static String notExempt(List<String> along) {
        return along.isEmpty()
                ? ""
                : " It is exempt, but %s, which %s along with it, %s not."
                        .formatted(listed(along), along.size() == 1 ? "goes" : "go", along.size() == 1 ? "is" : "are");
    }

    /** Where nothing else holds it when the limit ends, that time is said once. */
    private String providerLimited(ProviderLimited limited) {
        var limit = limited.limit();
        var next = limit.until().equals(limited.next()) ? null : limited.next();
        var window = limit.window();
        if (window != null) {
            return time.waits(used(limit, window), next);
        }
        return limit.said()
                ? time.waits("%s's account is limited until %s".formatted(limit.agent(), time.at(limit.until())), next)
                : time.waits(
                        "%s's account is limited, nobody said until when; tried again %s"
                                .formatted(limit.agent(), time.at(limit.until())),
                        next);
    }

    private String used(ProviderLimit limit, ProviderLimit.Window window) {
        var whose = limit.agent() + "'s " + window.name() + " window";
        var until = time.at(limit.until());
        return window.usedPercent() >= 100
                ? "%s is used up until %s".formatted(whose, until)
                : "%d %% of %s are used and %d %% are kept for you until %s"
                        .formatted(window.usedPercent(), whose, window.reservePercent(), until);
    }

    private String hostFull(FullHost host, @Nullable Instant next) {
        var others = host.others() == 0 ? "" : ", as with " + host.others() + " more";
        return "Waits: %d %% of %s's %s is used, too much since %s%s; it is looked at again with every report%s."
                .formatted(
                        host.percent(),
                        host.runner(),
                        host.resource().word(),
                        time.at(host.since()),
                        others,
                        time.about(", next about ", next));
    }

    private String noSlot(NoSlot slot) {
        if (slot.slots() == 0) {
            return time.waits("the open band has no slot", slot.next());
        }
        var named = slot.ahead().stream().limit(3).toList();
        var holders = String.join(", ", named)
                + (slot.ahead().size() > named.size()
                        ? " and %d more".formatted(slot.ahead().size() - named.size())
                        : "");
        return (slot.slots() == 1
                        ? "Waits: the only slot is taken by " + holders
                        : "Waits: all %d slots are taken by %s".formatted(slot.slots(), holders))
                + time.about("; next one free about ", slot.next()) + ".";
    }

    /** What holds all of them says itself when that ends. */
    private String merge(Merge merge) {
        var hold = merge.hold();
        return "Goes together with %s as one attempt (saves about %d min, %s)%s."
                        .formatted(
                                listed(merge.others()),
                                merge.minutes(),
                                Dollars.spoken(merge.nanos()),
                                hold == null ? time.about("; next start ", merge.next()) : "")
                + (hold == null ? "" : " " + of(hold));
    }

    private static String listed(List<String> words) {
        return words.size() == 1
                ? words.getFirst()
                : String.join(", ", words.subList(0, words.size() - 1)) + " and " + words.getLast();
    }

    private static String andMore(int others) {
        return others == 0 ? "" : " (and " + others + " more)";
    }

    private static String stands(BuildState state) {
        return switch (state) {
            case QUEUED -> "is queued";
            case DISPATCHED -> "is on its way to a runner";
            case RUNNING -> "is running";
            case VERIFYING -> "is being verified";
            case RETRYING -> "waits for its next attempt";
            case ESCALATED -> "waits for your answer";
            case FINISHED, FAILED, CANCELLED, REJECTED -> ended(state);
        };
    }

    private static String ended(BuildState state) {
        return switch (state) {
            case CANCELLED -> "was cancelled";
            case REJECTED -> "was rejected";
            case FINISHED -> "finished";
            case FAILED -> "failed";
            case QUEUED, DISPATCHED, RUNNING, VERIFYING, RETRYING, ESCALATED ->
                throw new IllegalArgumentException(state.word() + " is no end");
        };
    }

    private static String trimmed(String sentence) {
        var text = sentence.strip();
        return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
    }

    private static String capitalized(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }
}
