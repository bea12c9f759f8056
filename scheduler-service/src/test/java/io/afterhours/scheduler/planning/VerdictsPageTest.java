package io.afterhours.scheduler.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.Category;
import io.afterhours.contracts.Priority;
import io.afterhours.contracts.cost.Exemption;
import io.afterhours.contracts.runner.HostResource;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.scheduler.GeneratedPart;
import io.afterhours.scheduler.policy.BundledPolicies;
import io.afterhours.scheduler.policy.Context;
import io.afterhours.scheduler.policy.ContextRule;
import io.afterhours.scheduler.policy.Hours;
import io.afterhours.scheduler.policy.QuietLevel;
import io.afterhours.scheduler.safety.Finding;
import io.afterhours.scheduler.safety.SafetyCheck;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps docs/reference/verdicts.md true. */
class VerdictsPageTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NOW = at("2026-11-20T14:00");
    private static final Instant TONIGHT = at("2026-11-20T22:00");
    private static final Unanswered CANCELLED = new Unanswered("cancel", at("2026-11-21T14:00"));

    @Test
    void the_page_lists_every_code_with_a_sentence_that_it_is_said_in() {
        var table = Stream.of(VerdictCode.values())
                .map(VerdictsPageTest::row)
                .collect(Collectors.joining(
                        "", "| code | means | for example | could change |\n|---|---|---|---|\n", ""));

        GeneratedPart.assertCurrent("docs/reference/verdicts.md", table);
    }

    private static String row(VerdictCode code) {
        var example = example(code);
        assertThat(example.code()).isEqualTo(code);
        assertThat(example.until().isPresent()).as("%s has a time", code).isEqualTo(code.hasTime());
        return "| `%s` | %s | %s | %s |\n"
                .formatted(code.word(), code.meaning(), example.text(NOW, BERLIN), code.changes());
    }

    private static Verdict example(VerdictCode code) {
        return switch (code) {
            case START -> new Verdict.Start();
            case EXEMPT ->
                new Verdict.Exempt(
                        new Budget("day", 20_120_000_000L, 20_000_000_000L, true, at("2026-11-21T00:00")),
                        new Exemption("priority", "urgent"));
            case PAUSED -> new Verdict.Paused(Mode.PAUSED, at("2026-11-20T18:00"), at("2026-11-20T18:00"), null);
            case DEPENDENCY_FAILED -> new Verdict.DependencyFailed("B-3", "Extract the parser", BuildState.FAILED);
            case DEPENDENCY ->
                new Verdict.DependencyOpen("B-3", "Extract the parser", BuildState.RUNNING, 1, at("2026-11-20T14:35"));
            case BLOCKER -> new Verdict.Blocked("The API key is missing", 0, null).unless(CANCELLED);
            case UNCLEAR -> new Verdict.Unsafe(new Finding(SafetyCheck.UNCLEAR, List.of("fix", "it")), 0, CANCELLED);
            case DESTRUCTIVE ->
                new Verdict.Unsafe(new Finding(SafetyCheck.DESTRUCTIVE, List.of("Delete", "backups")), 0, CANCELLED);
            case EXTERNAL ->
                new Verdict.Unsafe(new Finding(SafetyCheck.EXTERNAL, List.of("Send", "customers")), 1, CANCELLED);
            case APPROVAL ->
                new Verdict.ApprovalNeeded(
                        Category.NEW_FEATURE, Priority.HIGH, TONIGHT, new Unanswered("reject", at("2026-11-21T14:00")));
            case VETO -> new Verdict.TakenOut(at("2026-11-21T06:00"), at("2026-11-21T06:00"));
            case EARLIEST_START -> new Verdict.TooEarly(at("2026-11-21T08:00"), at("2026-11-21T10:00"));
            case RETRY_WAIT -> new Verdict.RetryWait(at("2026-11-20T14:05"), at("2026-11-20T14:05"));
            case QUIET -> new Verdict.QuietHours(QuietLevel.SOFT, TONIGHT, TONIGHT);
            case NO_BAND -> new Verdict.NoBand(TONIGHT);
            case PRIORITY ->
                new Verdict.OtherPriorities(
                        Priority.MEDIUM, Hours.daily(LocalTime.of(22, 0), LocalTime.of(6, 0)), TONIGHT);
            case TAGS -> new Verdict.OtherTags(Set.of("revenue"), TONIGHT);
            case EFFORT -> new Verdict.WrongSize(Duration.ofHours(8), Duration.ofHours(2), TONIGHT);
            case CONTEXT ->
                new Verdict.OtherContext(
                        BundledPolicies.night(BERLIN).ruleOf(Context.SLEEPING),
                        ContextRule.Refusal.RISK,
                        Category.EXTERNAL_ACTION,
                        at("2026-11-21T07:00"),
                        at("2026-11-21T07:00"));
            case WINDOW -> new Verdict.TooLong(Duration.ofHours(5), TONIGHT, at("2026-11-21T10:00"));
            case CALENDAR ->
                new Verdict.RunsIntoMeeting(
                        Duration.ofMinutes(45),
                        at("2026-11-20T14:30"),
                        at("2026-11-20T15:00"),
                        null,
                        at("2026-11-20T15:00"));
            case BUDGET ->
                new Verdict.OverBudget(
                        new Budget("day", 20_120_000_000L, 20_000_000_000L, true, at("2026-11-21T00:00")),
                        at("2026-11-21T00:00"),
                        List.of());
            case BUDGET_RESERVED ->
                new Verdict.RoomReserved(
                        new Budget(
                                "day", 12_000_000_000L, 7_000_000_000L, 20_000_000_000L, true, at("2026-11-21T00:00")),
                        2_000_000_000L,
                        at("2026-11-20T14:35"),
                        List.of());
            case PROVIDER_LIMIT ->
                new Verdict.ProviderLimited(
                        new ProviderLimit("claude", at("2026-11-21T02:15"), true), at("2026-11-21T02:15"));
            case RUNNER -> new Verdict.NoRunner();
            case HOST_FULL ->
                new Verdict.HostFull(
                        new FullHost("runner-1", HostResource.MEMORY, 84, at("2026-11-20T13:40"), 0, 3),
                        at("2026-11-20T14:00:07"));
            case WORKSPACE ->
                new Verdict.WorkspaceBusy("/home/ada/shop", "B-7", "Speed up search", at("2026-11-20T14:35"));
            case SLOTS -> new Verdict.NoSlot(3, List.of("B-5", "B-6", "B-7"), at("2026-11-20T14:35"));
            case MERGE -> new Verdict.Merge(List.of("B-7", "B-9"), 12, 400_000_000L, null, at("2026-11-20T22:00"));
            case RUNNING -> new Verdict.Running(BuildState.RUNNING, 1, at("2026-11-20T14:35"));
            case ESCALATED ->
                new Verdict.Escalated(
                        "E-3",
                        "It failed 3 times, at last: it took too long",
                        new Unanswered("drop", at("2026-11-21T14:00")));
            case ENDED -> new Verdict.Ended(BuildState.FINISHED, at("2026-11-20T13:10"));
        };
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(BERLIN).toInstant();
    }
}
