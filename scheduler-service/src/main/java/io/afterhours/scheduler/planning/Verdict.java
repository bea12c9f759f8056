package io.afterhours.scheduler.planning;

import io.afterhours.contracts.Category;
import io.afterhours.contracts.Priority;
import io.afterhours.contracts.cost.Exemption;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.scheduler.policy.Context;
import io.afterhours.scheduler.policy.ContextRule;
import io.afterhours.scheduler.policy.Hours;
import io.afterhours.scheduler.policy.QuietLevel;
import io.afterhours.scheduler.safety.Finding;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that can be said of a build, each with the facts its sentence needs. {@code next} is always the first time at
 * which the build could start as far as clock and policy go; absent when that is not for the clock to say.
 */
public sealed interface Verdict {
    /** What a person's answer to a question in the inbox changes. */
    sealed interface Asking extends Verdict {
        /** The kind of that question. */
        String question();

        /** What is taken for the answer where none comes; absent while the question waits without end. */
        @Nullable Unanswered silence();

        /** The same, told what is taken for the answer. */
        Verdict unless(Unanswered taken);
    }

    /** Starts now. */
    record Start() implements Verdict {}

    /**
     * Starts now, although this budget lets nothing start that is not exempt from it.
     *
     * @param by why it is exempt
     */
    record Exempt(Budget budget, Exemption by) implements Verdict {
        /** From what it is exempt, why, and how that budget stands; for the middle of a sentence. */
        public String clause() {
            return BudgetSentence.exempt(this);
        }
    }

    /**
     * @param ends when builds start again by themselves; absent where a person has to resume
     * @param next when it could start then
     * @param own what of its own holds the build besides, which is the person's to settle meanwhile; absent where nothing does
     */
    record Paused(
            Mode mode,
            @Nullable Instant ends,
            @Nullable Instant next,
            @Nullable Verdict own) implements Verdict {}

    record DependencyFailed(String id, String title, BuildState state) implements Verdict {}

    /**
     * @param others how many more it waits for
     * @param done when the last of all these should be done; absent where of one of them nobody can say
     */
    record DependencyOpen(
            String id,
            String title,
            BuildState state,
            int others,
            @Nullable Instant done) implements Verdict {}

    /** @param first the first of the listed blockers */
    record Blocked(String first, int others, @Nullable Unanswered silence) implements Asking {
        @Override
        public String question() {
            return "blocker";
        }

        @Override
        public Blocked unless(Unanswered taken) {
            return new Blocked(first, others, taken);
        }
    }

    /** @param others how much more the safety checks saw */
    record Unsafe(Finding first, int others, @Nullable Unanswered silence) implements Asking {
        @Override
        public String question() {
            return "safety";
        }

        @Override
        public Unsafe unless(Unanswered taken) {
            return new Unsafe(first, others, taken);
        }
    }

    /** @param couldStart when it could start if the person agreed at once */
    record ApprovalNeeded(
            Category category,
            Priority priority,
            @Nullable Instant couldStart,
            @Nullable Unanswered silence) implements Asking {
        @Override
        public String question() {
            return "approval";
        }

        @Override
        public ApprovalNeeded unless(Unanswered taken) {
            return new ApprovalNeeded(category, priority, couldStart, taken);
        }
    }

    /** @param ends the end of the night that a person took it out of */
    record TakenOut(Instant ends, @Nullable Instant next) implements Verdict {}

    record TooEarly(Instant earliest, @Nullable Instant next) implements Verdict {}

    record RetryWait(Instant retryAt, @Nullable Instant next) implements Verdict {}

    record QuietHours(
            QuietLevel level,
            @Nullable Instant ends,
            @Nullable Instant next) implements Verdict {}

    record NoBand(@Nullable Instant next) implements Verdict {}

    /** @param hours those of the band in which it starts next; absent when no band ever starts it */
    record OtherPriorities(
            Priority priority,
            @Nullable Hours hours,
            @Nullable Instant next) implements Verdict {}

    record OtherTags(Set<String> wanted, @Nullable Instant next) implements Verdict {}

    /** @param limit the largest effort with which the open band would start it; absent when the build is too small for it */
    record WrongSize(
            Duration effort,
            @Nullable Duration limit,
            @Nullable Instant next) implements Verdict {}

    /** @param ends when the person is elsewhere, as far as is known */
    record OtherContext(
            ContextRule context,
            ContextRule.Refusal refusal,
            Category category,
            @Nullable Instant ends,
            @Nullable Instant next)
            implements Verdict {}

    /** @param ends when the bands that admit it are over */
    record TooLong(Duration atMost, Instant ends, @Nullable Instant next) implements Verdict {}

    /** @param longest the longest time that the policy gives a build like it */
    record FitsNowhere(Duration atMost, Duration longest) implements Verdict {}

    /** @param title of the meeting; absent unless the operator lets titles be read */
    record RunsIntoMeeting(
            Duration atMost,
            Instant begins,
            Instant ends,
            @Nullable String title,
            @Nullable Instant next) implements Verdict {}

    /** @param notExempt who goes along with it and holds it, because it is exempt and they are not */
    record OverBudget(Budget budget, @Nullable Instant next, List<String> notExempt) implements Verdict {
        public OverBudget {
            notExempt = List.copyOf(notExempt);
        }
    }

    /**
     * @param next when it could start after the budget is empty again; absent when it is more than the whole budget
     * @param notExempt who goes along with it and holds it, because it is exempt and they are not
     */
    record TooCostly(Budget budget, long mayCost, @Nullable Instant next, List<String> notExempt) implements Verdict {
        public TooCostly {
            notExempt = List.copyOf(notExempt);
        }
    }

    /**
     * @param next when the first of the others should be done
     * @param notExempt who goes along with it and holds it, because it is exempt and they are not
     */
    record RoomReserved(
            Budget budget, long mayCost, @Nullable Instant next, List<String> notExempt) implements Verdict {
        public RoomReserved {
            notExempt = List.copyOf(notExempt);
        }
    }

    /** @param next when it could start after the limit was reset */
    record ProviderLimited(ProviderLimit limit, @Nullable Instant next) implements Verdict {}

    /** No runner is there that could take an attempt. */
    record NoRunner() implements Verdict {}

    /**
     * Runners are there, and the host of each is too full to take more.
     *
     * @param next when one of them should say again how full it is
     */
    record HostFull(FullHost host, @Nullable Instant next) implements Verdict {}

    /** @param next when the other one should be done */
    record WorkspaceBusy(
            String workspace,
            String id,
            String title,
            @Nullable Instant next) implements Verdict {}

    /**
     * @param ahead the builds that hold the slots
     * @param suited the context for which other builds suit, and go before this one; absent where where the person is decides nothing
     */
    record NoSlot(
            int slots,
            List<String> ahead,
            @Nullable Instant next,
            @Nullable Context suited) implements Verdict {
        NoSlot(int slots, List<String> ahead, @Nullable Instant next) {
            this(slots, ahead, next, null);
        }
    }

    /**
     * In a batch that was accepted; starts when the first of the others does.
     *
     * @param others the ids of the others
     * @param minutes how many should be saved
     * @param nanos how many nano-dollars should be saved
     * @param hold what holds all of them; absent where they wait for hours or slots, or for nothing
     * @param next when the first could start
     */
    record Merge(
            List<String> others,
            int minutes,
            long nanos,
            @Nullable Verdict hold,
            @Nullable Instant next) implements Verdict {
        /** @param alone what would be said of the build if it did not go along */
        public static Merge of(List<String> others, int minutes, long nanos, Verdict alone) {
            return new Merge(
                    others,
                    minutes,
                    nanos,
                    alone.isForHoursOrSlots() ? null : alone,
                    alone.until().orElse(null));
        }
    }

    /** Out with a runner. */
    record Running(BuildState state, int attempt, @Nullable Instant expectedEnd) implements Verdict {}

    /** @param asked the question's title */
    record Escalated(
            String escalation, String asked, @Nullable Unanswered silence) implements Asking {
        /** The kind of the question about a build whose retry ladder ended. */
        public static final String QUESTION = "failure";

        @Override
        public String question() {
            return QUESTION;
        }

        @Override
        public Escalated unless(Unanswered taken) {
            return new Escalated(escalation, asked, taken);
        }
    }

    record Ended(BuildState state, Instant at) implements Verdict {}

    /** The stable code of this verdict. */
    default VerdictCode code() {
        return switch (this) {
            case Start _ -> VerdictCode.START;
            case Exempt _ -> VerdictCode.EXEMPT;
            case Paused _ -> VerdictCode.PAUSED;
            case DependencyFailed _ -> VerdictCode.DEPENDENCY_FAILED;
            case DependencyOpen _ -> VerdictCode.DEPENDENCY;
            case Blocked _ -> VerdictCode.BLOCKER;
            case Unsafe unsafe ->
                switch (unsafe.first().check()) {
                    case UNCLEAR -> VerdictCode.UNCLEAR;
                    case DESTRUCTIVE -> VerdictCode.DESTRUCTIVE;
                    case EXTERNAL -> VerdictCode.EXTERNAL;
                };
            case ApprovalNeeded _ -> VerdictCode.APPROVAL;
            case TakenOut _ -> VerdictCode.VETO;
            case TooEarly _ -> VerdictCode.EARLIEST_START;
            case RetryWait _ -> VerdictCode.RETRY_WAIT;
            case QuietHours _ -> VerdictCode.QUIET;
            case NoBand _ -> VerdictCode.NO_BAND;
            case OtherPriorities _ -> VerdictCode.PRIORITY;
            case OtherTags _ -> VerdictCode.TAGS;
            case WrongSize _ -> VerdictCode.EFFORT;
            case OtherContext _ -> VerdictCode.CONTEXT;
            case TooLong _, FitsNowhere _ -> VerdictCode.WINDOW;
            case RunsIntoMeeting _ -> VerdictCode.CALENDAR;
            case OverBudget _, TooCostly _ -> VerdictCode.BUDGET;
            case RoomReserved _ -> VerdictCode.BUDGET_RESERVED;
            case ProviderLimited _ -> VerdictCode.PROVIDER_LIMIT;
            case NoRunner _ -> VerdictCode.RUNNER;
            case HostFull _ -> VerdictCode.HOST_FULL;
            case WorkspaceBusy _ -> VerdictCode.WORKSPACE;
            case NoSlot _ -> VerdictCode.SLOTS;
            case Merge _ -> VerdictCode.MERGE;
            case Running _ -> VerdictCode.RUNNING;
            case Escalated _ -> VerdictCode.ESCALATED;
            case Ended _ -> VerdictCode.ENDED;
        };
    }

    /**
     * The next time at which the verdict could change by itself, as far as anybody can know; empty where only a person or an event
     * decides. {@link VerdictCode#changes} says which.
     */
    default Optional<Instant> until() {
        return Optional.ofNullable(
                switch (this) {
                    case Start _, Exempt _, DependencyFailed _, FitsNowhere _, NoRunner _, Ended _ -> null;
                    case Asking verdict -> {
                        var silence = verdict.silence();
                        yield silence == null ? null : silence.at();
                    }
                    case Paused verdict -> verdict.next();
                    case DependencyOpen verdict -> verdict.done();
                    case HostFull verdict -> verdict.next();
                    case TakenOut verdict -> verdict.next();
                    case TooEarly verdict -> verdict.next();
                    case RetryWait verdict -> verdict.next();
                    case QuietHours verdict -> verdict.next();
                    case NoBand verdict -> verdict.next();
                    case OtherPriorities verdict -> verdict.next();
                    case OtherTags verdict -> verdict.next();
                    case WrongSize verdict -> verdict.next();
                    case OtherContext verdict -> verdict.next();
                    case TooLong verdict -> verdict.next();
                    case RunsIntoMeeting verdict -> verdict.next();
                    case OverBudget verdict -> verdict.next();
                    case TooCostly verdict -> verdict.next();
                    case RoomReserved verdict -> verdict.next();
                    case ProviderLimited verdict -> verdict.next();
                    case WorkspaceBusy verdict -> verdict.next();
                    case NoSlot verdict -> verdict.next();
                    case Merge verdict -> verdict.next();
                    case Running verdict -> verdict.expectedEnd();
                });
    }

    /** Before this it does not start, as far as clock and policy go; now where a person or an event could let it start at once. */
    default Instant soonestStart(Instant now) {
        if (this instanceof Merge merge && merge.hold() != null) {
            return merge.hold().soonestStart(now);
        }
        var start = this instanceof ApprovalNeeded approval
                ? Optional.ofNullable(approval.couldStart())
                : this instanceof Asking ? Optional.<Instant>empty() : until();
        return start.filter(each -> each.isAfter(now)).orElse(now);
    }

    /** Whether nothing holds the build but the policy's hours and what runs in its slots. */
    private boolean isForHoursOrSlots() {
        return switch (code()) {
            case START, EXEMPT, QUIET, NO_BAND, PRIORITY, TAGS, EFFORT, CONTEXT, WINDOW, CALENDAR, SLOTS ->
                !(this instanceof FitsNowhere);
            case PAUSED,
                    DEPENDENCY_FAILED,
                    DEPENDENCY,
                    BLOCKER,
                    UNCLEAR,
                    DESTRUCTIVE,
                    EXTERNAL,
                    APPROVAL,
                    VETO,
                    EARLIEST_START,
                    RETRY_WAIT,
                    BUDGET,
                    BUDGET_RESERVED,
                    PROVIDER_LIMIT,
                    RUNNER,
                    HOST_FULL,
                    WORKSPACE,
                    MERGE,
                    RUNNING,
                    ESCALATED,
                    ENDED -> false;
        };
    }

    /** One sentence for the person, with times on the clock of their zone as seen at {@code now}. */
    default String text(Instant now, ZoneId zone) {
        return new Sentence(new HumanTime(now, zone)).of(this);
    }

    /** As {@link #text(Instant, ZoneId)}, with the place of the build among those that could start when it could. */
    default String text(Instant now, ZoneId zone, Place place) {
        return new Sentence(new HumanTime(now, zone)).of(this, place);
    }
}
