package io.afterhours.cli.completion;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Completions for fish, which picocli does not write itself. */
final class FishScript {
    private FishScript() {}

    static String of(CommandSpec root) {
        var lines = new ArrayList<String>();
        var name = root.name();
        lines.add("# fish completion for " + name);
        lines.add("complete -c " + name + " -f");
        commands(lines, name, root, "__fish_use_subcommand");
        for (var sub : distinct(root)) {
            within(lines, name, sub, "__fish_seen_subcommand_from " + sub.name());
        }
        return String.join("\n", lines) + "\n";
    }

    private static void within(List<String> lines, String name, CommandSpec spec, String inside) {
        if (!spec.subcommands().isEmpty()) {
            commands(lines, name, spec, inside + "; and not __fish_seen_subcommand_from " + names(spec));
        }
        options(lines, name, spec, inside);
        for (var sub : distinct(spec)) {
            within(lines, name, sub, inside + "; and __fish_seen_subcommand_from " + sub.name());
        }
    }

    private static void commands(List<String> lines, String name, CommandSpec spec, String condition) {
        for (var sub : distinct(spec)) {
            lines.add("complete -c " + name + " -n " + quoted(condition) + " -a " + sub.name() + " -d "
                    + quoted(description(sub.usageMessage().description())));
        }
    }

    private static void options(List<String> lines, String name, CommandSpec spec, String condition) {
        for (var option : spec.options()) {
            if (!option.hidden()) {
                lines.add("complete -c " + name + " -n " + quoted(condition) + names(option) + value(option) + " -d "
                        + quoted(description(option.description())));
            }
        }
    }

    private static String names(OptionSpec option) {
        var names = new StringBuilder();
        for (var each : option.names()) {
            names.append(each.startsWith("--") ? " -l " + each.substring(2) : " -s " + each.substring(1));
        }
        return names.toString();
    }

    private static String value(OptionSpec option) {
        if (option.arity().max() == 0) {
            return "";
        }
        if (option.completionCandidates() == null) {
            return option.type() == Path.class ? " -r -F" : " -x";
        }
        var words = new ArrayList<String>();
        option.completionCandidates().forEach(each -> words.add(each.replace(" ", "\\ ")));
        return " -x -a " + quoted(String.join(" ", words));
    }

    private static String names(CommandSpec spec) {
        return String.join(" ", distinct(spec).stream().map(CommandSpec::name).toList());
    }

    private static Collection<CommandSpec> distinct(CommandSpec spec) {
        return spec.subcommands().values().stream()
                .map(CommandLine::getCommandSpec)
                .distinct()
                .toList();
    }

    private static String description(String[] lines) {
        return lines.length == 0 ? "" : lines[0].replace("%%", "%").replace("${COMPLETION-CANDIDATES}", "");
    }

    private static String quoted(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
