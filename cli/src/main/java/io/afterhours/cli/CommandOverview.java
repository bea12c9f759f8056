package io.afterhours.cli;

import static java.util.Objects.requireNonNull;

import java.util.stream.Collectors;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.UsageMessageSpec;

/** The list of commands in the help of the root, by group. */
final class CommandOverview implements IHelpSectionRenderer {
    @Override
    public String render(Help help) {
        return Commands.GROUPS.stream().map(group -> group(help, group)).collect(Collectors.joining());
    }

    private static String group(Help help, Commands.Group group) {
        var table = Help.TextTable.forColumns(
                help.colorScheme(),
                new Help.Column(16, 2, Help.Column.Overflow.SPAN),
                new Help.Column(
                        Math.max(30, help.commandSpec().usageMessage().width() - 16), 0, Help.Column.Overflow.WRAP));
        for (var entry : group.entries()) {
            var command = requireNonNull(help.commandSpec().subcommands().get(entry.name()), entry.name());
            table.addRowValues(entry.name(), summary(command.getCommandSpec().usageMessage()));
        }
        return System.lineSeparator() + group.heading() + ":" + System.lineSeparator() + table;
    }

    private static String summary(UsageMessageSpec usage) {
        return String.join(" ", usage.header().length > 0 ? usage.header() : usage.description());
    }
}
