package io.afterhours.contracts;

import io.afterhours.contracts.agent.BuildRequested;
import io.afterhours.contracts.agent.EscalationRequested;
import io.afterhours.contracts.agent.LogWritten;
import io.afterhours.contracts.agent.ProgressReported;
import io.afterhours.contracts.agent.UsageReported;
import io.afterhours.contracts.agent.WindowReported;
import io.afterhours.contracts.cost.BudgetChanged;
import io.afterhours.contracts.cost.CostRecorded;
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
import io.afterhours.contracts.runner.RunnerReported;
import io.afterhours.contracts.scheduler.AttemptDispatched;
import io.afterhours.contracts.scheduler.AttemptStopRequested;
import io.afterhours.contracts.scheduler.BuildChanged;
import io.afterhours.contracts.scheduler.EscalationChanged;
import io.afterhours.contracts.scheduler.QueueExpected;
import io.afterhours.contracts.stream.Streams;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Every event of the suite: its type name and version, the record that carries it, and where it is published. */
public enum EventType {
    PROGRESS_REPORTED("agent.progress", 1, ProgressReported.class, "agent.{agent}.progress", Streams.AGENT_PROGRESS),
    LOG_WRITTEN("agent.log", 1, LogWritten.class, "agent.{agent}.log", Streams.AGENT_LOG),
    USAGE_REPORTED("agent.usage", 1, UsageReported.class, "agent.{agent}.usage", Streams.AGENT_USAGE),
    WINDOW_REPORTED("agent.window", 1, WindowReported.class, "agent.{agent}.window", Streams.AGENT_WINDOW),
    ESCALATION_REQUESTED(
            "agent.escalation", 1, EscalationRequested.class, "agent.{agent}.escalation", Streams.AGENT_ESCALATION),
    BUILD_REQUESTED("agent.request", 1, BuildRequested.class, "agent.{agent}.request", Streams.AGENT_REQUEST),
    ATTEMPT_DISPATCHED("attempt.dispatched", 1, AttemptDispatched.class, "dispatch.{pool}", Streams.DISPATCH),
    ATTEMPT_STOP_REQUESTED(
            "attempt.stop-requested", 1, AttemptStopRequested.class, "command.{runner}", Streams.COMMAND),
    ATTEMPT_TAKEN("attempt.taken", 1, AttemptTaken.class, "runner.{runner}.taken", Streams.RUNNER),
    ATTEMPT_STARTED("attempt.started", 1, AttemptStarted.class, "runner.{runner}.started", Streams.RUNNER),
    ATTEMPT_VERIFYING("attempt.verifying", 1, AttemptVerifying.class, "runner.{runner}.verifying", Streams.RUNNER),
    ATTEMPT_HEARTBEAT("attempt.heartbeat", 1, AttemptHeartbeat.class, "runner.{runner}.heartbeat", Streams.RUNNER),
    ATTEMPT_FINISHED("attempt.finished", 1, AttemptFinished.class, "runner.{runner}.finished", Streams.RUNNER),
    RUNNER_REPORTED("runner.reported", 1, RunnerReported.class, "runner.{runner}.reported", Streams.RUNNER),
    BUILD_CHANGED("build.changed", 1, BuildChanged.class, "build.{event}.{id}", Streams.BUILD),
    QUEUE_EXPECTED("queue.expected", 1, QueueExpected.class, "queue.expected", Streams.QUEUE),
    ESCALATION_CHANGED("escalation.changed", 1, EscalationChanged.class, "escalation.{event}.{id}", Streams.ESCALATION),
    /** This and the next before the one of a single session, whose address fits their subjects as well. */
    SESSIONS_CHANGED("progress.sessions", 1, SessionsChanged.class, Subject.OfSessions.ADDRESS, Streams.PROGRESS),
    AGENT_PARKED("progress.parked", 1, AgentParked.class, "progress.parked.{agent}", Streams.PROGRESS),
    PROGRESS_CHANGED("progress.changed", 1, ProgressChanged.class, "progress.{event}.{session}", Streams.PROGRESS),
    COST_RECORDED("cost.recorded", 1, CostRecorded.class, "cost.recorded", Streams.COST),
    WINDOW_CHANGED("cost.window", 1, WindowChanged.class, "cost.window", Streams.COST),
    MODEL_MEASURED("cost.model", 1, ModelMeasured.class, "cost.model", Streams.COST),
    MONEY_RULED("cost.ruled", 1, MoneyRuled.class, "cost.ruled", Streams.COST),
    BUDGET_CHANGED("cost.budget", 1, BudgetChanged.class, "cost.{event}", Streams.COST),
    /** Before the one of a message that is refused, whose address fits its subject as well. */
    REFUSED_SETTLED("dead.settled", 1, RefusedSettled.class, "dead.{service}.settled", Streams.DEAD_LETTER),
    DEAD_LETTERED("dead.lettered", 1, DeadLettered.class, "dead.{stream}.{consumer}", Streams.DEAD_LETTER);

    private static final List<EventType> ALL = List.of(values());

    private final String typeName;
    private final int version;
    private final Class<? extends Record> record;
    private final String address;
    private final String[] tokens;
    private final Streams stream;

    EventType(String typeName, int version, Class<? extends Record> record, String address, Streams stream) {
        this.typeName = typeName;
        this.version = version;
        this.record = record;
        this.address = address;
        this.tokens = address.split("\\.", -1);
        this.stream = stream;
    }

    /** The CloudEvents {@code ce-type}, e.g. {@code io.afterhours.build.changed.v1}. */
    public String ceType() {
        return "io.afterhours." + typeName + ".v" + version;
    }

    public String typeName() {
        return typeName;
    }

    public int version() {
        return version;
    }

    public Class<? extends Record> record() {
        return record;
    }

    /** The subject with its variable tokens in braces, as AsyncAPI writes it. */
    public String address() {
        return address;
    }

    public Streams stream() {
        return stream;
    }

    /** Who publishes it: a service's name, {@code runner}, {@code agents}, or {@code services} for any of them. */
    public String publisher() {
        var root = address.substring(0, address.indexOf('.'));
        return switch (root) {
            case "agent" -> "agents";
            case "dispatch", "command", "build", "queue", "escalation" -> "scheduler";
            case "dead" -> "services";
            default -> root;
        };
    }

    /** The file name of its JSON Schema, beside {@code asyncapi.yaml} under {@code schemas/}. */
    public String schemaFile() {
        return typeName + ".v" + version + ".schema.json";
    }

    public static EventType of(Class<?> record) {
        return Arrays.stream(values())
                .filter(type -> type.record.equals(record))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(record + " is no event"));
    }

    /** The event published on a subject, or nothing where no event is. Asked of every message, so the addresses are taken apart once. */
    public static Optional<EventType> onSubject(String subject) {
        var tokens = subject.split("\\.", -1);
        for (var type : ALL) {
            if (type.fits(tokens)) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    private boolean fits(String[] subject) {
        if (tokens.length != subject.length) {
            return false;
        }
        for (int i = 0; i < tokens.length; i++) {
            if (!tokens[i].startsWith("{") && !tokens[i].equals(subject[i])) {
                return false;
            }
        }
        return true;
    }

    /**
     * Checks the {@code ce-type} that a publisher set.
     *
     * @throws InvalidEvent when it names an unknown type or version, or another one than the record expected here
     */
    public static void checkType(String ceType, Class<?> expected) {
        var wanted = of(expected);
        if (wanted.ceType().equals(ceType)) {
            return;
        }
        Optional<EventType> other =
                Arrays.stream(values()).filter(t -> t.ceType().equals(ceType)).findFirst();
        throw new InvalidEvent(
                "ce-type", wanted.ceType(), other.isPresent() ? ceType : ceType + " (an unknown type or version)");
    }
}
