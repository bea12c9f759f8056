package io.afterhours.contracts;

import io.afterhours.contracts.agent.BuildRequested;
import io.afterhours.contracts.agent.Dependency;
import io.afterhours.contracts.agent.EscalationRequested;
import io.afterhours.contracts.agent.LogWritten;
import io.afterhours.contracts.agent.ProgressReported;
import io.afterhours.contracts.agent.UsageReported;
import io.afterhours.contracts.agent.WindowReported;
import io.afterhours.contracts.cost.BudgetChanged;
import io.afterhours.contracts.cost.CostRecorded;
import io.afterhours.contracts.cost.Exemption;
import io.afterhours.contracts.cost.ModelMeasured;
import io.afterhours.contracts.cost.MoneyRuled;
import io.afterhours.contracts.cost.WindowChanged;
import io.afterhours.contracts.progress.AgentParked;
import io.afterhours.contracts.progress.ProgressChanged;
import io.afterhours.contracts.progress.SessionsChanged;
import io.afterhours.contracts.runner.AttemptFinished;
import io.afterhours.contracts.runner.AttemptHeartbeat;
import io.afterhours.contracts.runner.AttemptStarted;
import io.afterhours.contracts.runner.AttemptTaken;
import io.afterhours.contracts.runner.AttemptVerifying;
import io.afterhours.contracts.runner.Failure;
import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.contracts.runner.HostLoad;
import io.afterhours.contracts.runner.HostResource;
import io.afterhours.contracts.runner.RunnerReported;
import io.afterhours.contracts.scheduler.AttemptDispatched;
import io.afterhours.contracts.scheduler.AttemptStopRequested;
import io.afterhours.contracts.scheduler.BuildChanged;
import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.contracts.scheduler.EscalationChanged;
import io.afterhours.contracts.scheduler.QueueExpected;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One full event of each type, every field filled; the golden files are these. */
final class Samples {
    private static final Instant EVENING = Instant.parse("2026-11-21T22:00:00Z");
    private static final Instant LATER = Instant.parse("2026-11-21T22:47:12.345678Z");

    private Samples() {}

    static Record of(EventType type) {
        return switch (type) {
            case PROGRESS_REPORTED ->
                new ProgressReported("s-1", 50.0, "50%", "API done", "api", "Build landing page", "B-42", EVENING);
            case LOG_WRITTEN ->
                new LogWritten("s-1", "B-42", List.of(new LogWritten.Line(EVENING, "out", "Größe: 3 files, 2 → 1")));
            case USAGE_REPORTED ->
                new UsageReported(
                        "s-1",
                        "claude-sonnet-4-5",
                        12_500,
                        8_300,
                        22_867,
                        263,
                        17,
                        new BigDecimal("0.162"),
                        "reported",
                        "Build landing page",
                        "B-42",
                        EVENING,
                        "priority",
                        false);
            case WINDOW_REPORTED -> new WindowReported("five-hour", 62.5, LATER, "s-1", EVENING);
            case ESCALATION_REQUESTED ->
                new EscalationRequested(
                        "s-1",
                        "question",
                        Severity.HIGH,
                        "Which retry limit?",
                        "The sources name two limits.",
                        List.of("3", "5"),
                        "5",
                        LATER,
                        "B-42",
                        "README.md:12: retries: 3 or 5");
            case BUILD_REQUESTED ->
                new BuildRequested(
                        "Build landing page",
                        "Write a landing page for Atlas",
                        Priority.HIGH,
                        Category.NEW_FEATURE,
                        "landing-page",
                        7,
                        Duration.ofHours(2),
                        List.of("atlas"),
                        List.of(new Dependency("B-41", Dependency.OnFailure.CONTINUE)),
                        List.of("needs the logo"),
                        "claude",
                        "claude-sonnet-4-5",
                        "/srv/atlas",
                        "./mvnw -q verify",
                        new BigDecimal("2.50"),
                        LATER,
                        EVENING,
                        "atlas-landing-page");
            case ATTEMPT_DISPATCHED ->
                new AttemptDispatched(
                        "s-1",
                        "s-0",
                        "B-42",
                        2,
                        7,
                        Duration.ofSeconds(45),
                        "Build landing page",
                        "Write a landing page for Atlas",
                        "LandingPageTest failed: no title",
                        "claude",
                        "claude-sonnet-4-5",
                        "/srv/atlas",
                        "./mvnw -q verify",
                        new BigDecimal("2.50"),
                        Duration.ofHours(4),
                        List.of("atlas"),
                        List.of(new AttemptDispatched.Member(
                                "s-2", "B-43", 1, 8, "Build pricing page", "test -s pricing.html")));
            case ATTEMPT_STOP_REQUESTED -> new AttemptStopRequested("s-1", "B-42", 7, "A person cancelled the build.");
            case ATTEMPT_TAKEN -> new AttemptTaken("s-1", "B-42", 2, 7);
            case ATTEMPT_STARTED -> new AttemptStarted("s-1", "B-42", 2, 7, "afterhours/B-42-2", EVENING);
            case ATTEMPT_VERIFYING -> new AttemptVerifying("s-1", "B-42", 2, 7, LATER);
            case ATTEMPT_HEARTBEAT -> new AttemptHeartbeat("s-1", "B-42", 2, 7);
            case ATTEMPT_FINISHED ->
                new AttemptFinished(
                        "s-1",
                        "B-42",
                        2,
                        7,
                        false,
                        new Failure(
                                FailureClass.RATE_LIMITED,
                                "The provider's limit is reached until 22:47.",
                                "Claude usage limit reached",
                                LATER),
                        "The page is there, its tests are not.",
                        "afterhours/B-42-2",
                        List.of("9fceb02d0ae598e95dc970b74767f19372d61af8"),
                        true,
                        EVENING,
                        LATER);
            case RUNNER_REPORTED ->
                new RunnerReported(
                        "default",
                        3,
                        1,
                        "ready",
                        List.of("s-1"),
                        List.of("claude", "shell"),
                        "0.1.0",
                        new HostLoad(61, 84, 140, HostResource.MEMORY, EVENING));
            case BUILD_CHANGED ->
                new BuildChanged(
                        "B-42",
                        9,
                        BuildState.RETRYING,
                        "Build landing page",
                        Priority.HIGH,
                        Category.NEW_FEATURE,
                        "landing-page",
                        List.of("atlas"),
                        "claude",
                        "claude-sonnet-4-5",
                        "s-1",
                        2,
                        "runner-1",
                        new BuildChanged.VerdictGiven("retry-wait", "Waits 5 minutes, then tries again.", LATER),
                        EVENING,
                        EVENING,
                        LATER,
                        LATER,
                        LATER,
                        "Attempt 2 failed: rate limited.",
                        LATER,
                        FailureClass.RATE_LIMITED);
            case ESCALATION_CHANGED ->
                new EscalationChanged(
                        "E-3",
                        "question",
                        Severity.HIGH,
                        "Which retry limit?",
                        "The sources name two limits.",
                        List.of("3", "5"),
                        "5",
                        LATER,
                        "B-42",
                        "claude",
                        "s-1",
                        "answered",
                        EVENING,
                        "Ada",
                        LATER,
                        LATER,
                        "3");
            case QUEUE_EXPECTED ->
                new QueueExpected(
                        List.of(new QueueExpected.Ending(
                                Instant.parse("2026-11-21T22:00:00Z"), 3, 1_800_000_000L, 2_700_000_000L)),
                        2,
                        900_000_000L,
                        140,
                        LATER);
            case SESSIONS_CHANGED ->
                new SessionsChanged(List.of(new ProgressChanged(
                        "s-1",
                        11,
                        "runner-1",
                        "B-42",
                        "Build landing page",
                        25.0,
                        "25%",
                        "Model done",
                        "model",
                        EVENING,
                        false,
                        List.of())));
            case PROGRESS_CHANGED ->
                new ProgressChanged(
                        "s-1",
                        12,
                        "runner-1",
                        "B-42",
                        "Build landing page",
                        50.0,
                        "50%",
                        "API done",
                        "api",
                        EVENING,
                        false,
                        List.of(new ProgressChanged.Signal(
                                "stalled",
                                EVENING,
                                "Nothing was heard for longer than usual: 95 of 100 updates of landing-page come within 4 min"
                                        + " (of 812 seen).",
                                "API done",
                                Duration.ofMinutes(4),
                                812L,
                                5L)));
            case COST_RECORDED -> new CostRecorded("s-1", "runner-1", "B-42", 162_000_000L, 420_000_000L, 1, EVENING);
            case AGENT_PARKED -> new AgentParked("builder", true, 1_000, EVENING, LATER);
            case WINDOW_CHANGED -> new WindowChanged("claude", "five-hour", 62.5, 20, LATER, EVENING);
            case MODEL_MEASURED ->
                new ModelMeasured(
                        "claude-sonnet-4-5",
                        "landing-page",
                        30,
                        12,
                        11,
                        2,
                        1,
                        4_200_000_000L,
                        1,
                        1_830_000L,
                        2_760_000L,
                        LATER);
            case BUDGET_CHANGED ->
                new BudgetChanged(
                        "day",
                        31,
                        20_000_000_000L,
                        16_200_000_000L,
                        true,
                        "warn",
                        Instant.parse("2026-11-20T23:00:00Z"),
                        Instant.parse("2026-11-21T23:00:00Z"),
                        LATER,
                        "day",
                        "model",
                        "claude-sonnet-4-5",
                        List.of(new Exemption("priority", "urgent")),
                        List.of("claude-sonnet-4-5", "claude-sonnet-4.5"));
            case MONEY_RULED ->
                new MoneyRuled(
                        "command line",
                        "set budget",
                        "day",
                        "the release",
                        "limit $20.00 to $200.00, hard to soft",
                        LATER);
            case REFUSED_SETTLED ->
                new RefusedSettled("cost", 17, false, "command line", "agent.builder.usage", EVENING);
            case DEAD_LETTERED ->
                new DeadLettered(
                        "AGENT_USAGE",
                        4711,
                        "agent.builder.usage",
                        "cost-usage",
                        "inputTokens: expected a number from 0 to 10000000000, was -5",
                        1,
                        "{\"session\":\"s-1\",\"inputTokens\":-5}",
                        EVENING);
        };
    }
}
