package io.afterhours.cli.agent;

import picocli.CommandLine.Command;

/** Who may take part. */
@Command(
        name = "agent",
        description = "Say who may publish: any program with any NATS client takes part with the file this prints.",
        subcommands = {AgentAddCommand.class, AgentRemoveCommand.class})
public final class AgentCommand {}
