package io.afterhours.cli;

import io.afterhours.cli.agent.AgentCommand;
import io.afterhours.cli.agent.AgentsCommand;
import io.afterhours.cli.agent.RunnersCommand;
import io.afterhours.cli.batch.BatchCommand;
import io.afterhours.cli.build.AddCommand;
import io.afterhours.cli.build.ApproveCommand;
import io.afterhours.cli.build.CancelCommand;
import io.afterhours.cli.build.DeadlineCommand;
import io.afterhours.cli.build.LogsCommand;
import io.afterhours.cli.build.PrioritizeCommand;
import io.afterhours.cli.build.RejectCommand;
import io.afterhours.cli.build.RetryCommand;
import io.afterhours.cli.build.ShowCommand;
import io.afterhours.cli.build.WhyCommand;
import io.afterhours.cli.completion.CompletionCommand;
import io.afterhours.cli.context.ContextCommand;
import io.afterhours.cli.control.DashboardCommand;
import io.afterhours.cli.control.LadderCommand;
import io.afterhours.cli.control.PauseCommand;
import io.afterhours.cli.control.PolicyCommand;
import io.afterhours.cli.control.ResumeCommand;
import io.afterhours.cli.control.SpawnCommand;
import io.afterhours.cli.control.StatusCommand;
import io.afterhours.cli.estimate.EstimatesCommand;
import io.afterhours.cli.inbox.AcknowledgeCommand;
import io.afterhours.cli.inbox.AnswerCommand;
import io.afterhours.cli.inbox.EscalateCommand;
import io.afterhours.cli.inbox.EscalationsCommand;
import io.afterhours.cli.limit.LimitCommand;
import io.afterhours.cli.money.BudgetCommand;
import io.afterhours.cli.money.CostCommand;
import io.afterhours.cli.money.ForecastCommand;
import io.afterhours.cli.money.ModelsCommand;
import io.afterhours.cli.money.WeekCommand;
import io.afterhours.cli.price.PriceCommand;
import io.afterhours.cli.progress.ProgressCommand;
import io.afterhours.cli.quarantine.QuarantineCommand;
import io.afterhours.cli.queue.ExportCommand;
import io.afterhours.cli.queue.ImportCommand;
import io.afterhours.cli.queue.QueueCommand;
import io.afterhours.cli.queue.SyncCommand;
import io.afterhours.cli.safety.SafetyCommand;
import io.afterhours.cli.simulate.SimulateCommand;
import io.afterhours.cli.window.WindowCommand;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.HelpCommand;

/** Every command, under the heading where help shows it. A new command is a class and a line here. */
final class Commands {
    /** Commands that show the others, and so need them all. */
    private static final List<String> OVERVIEWS = List.of("help", "completion");

    static final List<Group> GROUPS = List.of(
            new Group(
                    "See",
                    new Entry("status", StatusCommand.class),
                    new Entry("dashboard", DashboardCommand.class),
                    new Entry("queue", QueueCommand.class),
                    new Entry("show", ShowCommand.class),
                    new Entry("why", WhyCommand.class),
                    new Entry("logs", LogsCommand.class),
                    new Entry("progress", ProgressCommand.class),
                    new Entry("estimates", EstimatesCommand.class)),
            new Group(
                    "Queue work",
                    new Entry("add", AddCommand.class),
                    new Entry("import", ImportCommand.class),
                    new Entry("sync", SyncCommand.class),
                    new Entry("export", ExportCommand.class)),
            new Group(
                    "Decide",
                    new Entry("escalations", EscalationsCommand.class),
                    new Entry("answer", AnswerCommand.class),
                    new Entry("acknowledge", AcknowledgeCommand.class),
                    new Entry("escalate", EscalateCommand.class),
                    new Entry("approve", ApproveCommand.class),
                    new Entry("reject", RejectCommand.class),
                    new Entry("retry", RetryCommand.class),
                    new Entry("cancel", CancelCommand.class),
                    new Entry("prioritize", PrioritizeCommand.class),
                    new Entry("deadline", DeadlineCommand.class),
                    new Entry("batch", BatchCommand.class),
                    new Entry("safety", SafetyCommand.class)),
            new Group(
                    "Steer",
                    new Entry("spawn", SpawnCommand.class),
                    new Entry("pause", PauseCommand.class),
                    new Entry("resume", ResumeCommand.class),
                    new Entry("simulate", SimulateCommand.class),
                    new Entry("policy", PolicyCommand.class),
                    new Entry("ladder", LadderCommand.class),
                    new Entry("context", ContextCommand.class),
                    new Entry("limit", LimitCommand.class)),
            new Group(
                    "Money",
                    new Entry("cost", CostCommand.class),
                    new Entry("week", WeekCommand.class),
                    new Entry("budget", BudgetCommand.class),
                    new Entry("window", WindowCommand.class),
                    new Entry("forecast", ForecastCommand.class),
                    new Entry("models", ModelsCommand.class),
                    new Entry("price", PriceCommand.class)),
            new Group(
                    "Who takes part",
                    new Entry("agents", AgentsCommand.class),
                    new Entry("agent", AgentCommand.class),
                    new Entry("runners", RunnersCommand.class),
                    new Entry("quarantine", QuarantineCommand.class)),
            new Group(
                    "This command line",
                    new Entry("help", HelpCommand.class),
                    new Entry("completion", CompletionCommand.class)));

    private Commands() {}

    /** Commands that belong together. */
    record Group(String heading, List<Entry> entries) {
        Group(String heading, Entry... entries) {
            this(heading, List.of(entries));
        }
    }

    /** A command by the name under which it is called. */
    record Entry(String name, Class<?> type) {}

    static List<Entry> all() {
        return GROUPS.stream().flatMap(each -> each.entries().stream()).toList();
    }

    /** The commands that a call needs: the one it names, or all where it names none or one that shows the others. */
    static List<Entry> neededFor(String... arguments) {
        return named(arguments).map(List::of).orElseGet(Commands::all);
    }

    private static Optional<Entry> named(String... arguments) {
        return arguments.length == 0 || OVERVIEWS.contains(arguments[0])
                ? Optional.empty()
                : all().stream()
                        .filter(each -> each.name().equals(arguments[0]))
                        .findFirst();
    }
}
