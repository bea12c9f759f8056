package io.afterhours.contracts.stream;

import io.afterhours.contracts.agent.UsageReported;
import java.util.List;
import java.util.stream.Stream;

/** Every durable consumer of a service, named for who reads and what; runners' consumers are in {@link RunnerConsumers}. */
public enum Consumers {
    SCHEDULER_RUNNER("scheduler", Streams.RUNNER, "scheduler-runner", List.of("runner.*.*")),
    SCHEDULER_REQUEST("scheduler", Streams.AGENT_REQUEST, "scheduler-request", List.of("agent.*.request")),
    SCHEDULER_ESCALATION("scheduler", Streams.AGENT_ESCALATION, "scheduler-escalation", List.of("agent.*.escalation")),
    SCHEDULER_BUDGET("scheduler", Streams.COST, "scheduler-budget", List.of("cost.budget", "cost.crossed")),
    SCHEDULER_WINDOW("scheduler", Streams.COST, "scheduler-window", List.of("cost.window")),
    SCHEDULER_RULED("scheduler", Streams.COST, "scheduler-ruled", List.of("cost.ruled")),
    SCHEDULER_COST("scheduler", Streams.COST, "scheduler-cost", List.of("cost.recorded")),
    SCHEDULER_PROGRESS("scheduler", Streams.PROGRESS, "scheduler-progress", List.of("progress.*.*")),
    SCHEDULER_PARKED("scheduler", Streams.PROGRESS, "scheduler-parked", List.of("progress.parked.*")),
    SCHEDULER_SETTLED("scheduler", Streams.DEAD_LETTER, "scheduler-settled", List.of("dead.*.settled")),
    COST_USAGE("cost", Streams.AGENT_USAGE, "cost-usage", List.of("agent.*.usage")),
    COST_WINDOW("cost", Streams.AGENT_WINDOW, "cost-window", List.of("agent.*.window")),
    COST_BUILD("cost", Streams.BUILD, "cost-build", List.of("build.*.*")),
    COST_QUEUE("cost", Streams.QUEUE, "cost-queue", List.of("queue.expected")),
    COST_PROGRESS("cost", Streams.PROGRESS, "cost-progress", List.of("progress.*.*")),
    PROGRESS_REPORT("progress", Streams.AGENT_PROGRESS, "progress-report", List.of("agent.*.progress")),
    PROGRESS_LOG("progress", Streams.AGENT_LOG, "progress-log", List.of("agent.*.log")),
    /** What happens to builds that nobody works on has no session: of the many that are queued at once it hears nothing. */
    PROGRESS_BUILD(
            "progress",
            Streams.BUILD,
            "progress-build",
            Stream.of(
                            "dispatched",
                            "started",
                            "verifying",
                            "finished",
                            "failed",
                            "retrying",
                            "escalated",
                            "cancelled",
                            "rejected",
                            "lost")
                    .map(event -> "build." + event + ".*")
                    .toList());

    private final String service;
    private final Streams stream;
    private final String durable;
    private final List<String> subjects;

    Consumers(String service, Streams stream, String durable, List<String> subjects) {
        this.service = service;
        this.stream = stream;
        this.durable = durable;
        this.subjects = subjects;
    }

    /** All that read a stream. */
    public static List<Consumers> of(Streams stream) {
        return Stream.of(values()).filter(each -> each.stream == stream).toList();
    }

    public String service() {
        return service;
    }

    public Streams stream() {
        return stream;
    }

    public String durable() {
        return durable;
    }

    /** The subjects it is filtered to. */
    public List<String> subjects() {
        return subjects;
    }

    /** Whether an agent that sends more than its rate is parked: it gets a consumer of its own, and the others go on. */
    public boolean parks() {
        return this == PROGRESS_REPORT;
    }

    /**
     * Whether one process at a time reads it, in the order of the stream, and acknowledges a message together with all before it; where
     * it was not, any number of processes share the messages, and each is acknowledged on its own.
     */
    public boolean isReadInOrder() {
        return this == PROGRESS_REPORT;
    }

    /**
     * What of its events has to be applied in the order of the stream: those for which this is the same. For a session's usage nothing
     * but that session matters, for everything else the whole partition does.
     *
     * @param partition the name of the server's stream that has the event
     */
    public String orderingKey(String partition, Record event) {
        return this == COST_USAGE && event instanceof UsageReported usage ? usage.session() : partition;
    }

    /**
     * The consumer of an agent that is parked.
     *
     * @param first place in the stream of the first message that it is for; another time of being parked has another
     */
    public String parked(String agent, long first) {
        return durable + "-" + agent + "-" + first;
    }

    /** What of its subjects is an agent's. */
    public List<String> subjectsOf(String agent) {
        return subjects.stream()
                .map(subject -> subject.replaceFirst("\\*", agent))
                .toList();
    }
}
