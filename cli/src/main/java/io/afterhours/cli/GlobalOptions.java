package io.afterhours.cli;

import io.afterhours.cli.invocation.Invocation;
import java.nio.file.Path;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;

/** The options that every command takes, before or after its own. A command's own option of the same name wins. */
final class GlobalOptions {
    private GlobalOptions() {}

    /** Adds them to a command and all commands below it. */
    static void add(CommandSpec spec, Invocation invocation) {
        spec.usageMessage().sortOptions(false).sortSynopsis(false);
        addUnlessOwn(
                spec,
                OptionSpec.builder("--json")
                        .description("Answer with one JSON document.")
                        .type(boolean.class)
                        .arity("0")
                        .setter(new WhenGiven<>(Boolean.class, on -> invocation.useJson()))
                        .build());
        addUnlessOwn(
                spec,
                OptionSpec.builder("--state")
                        .description("The state folder that `afterhours up` uses.")
                        .paramLabel("DIR")
                        .type(Path.class)
                        .arity("1")
                        .setter(new WhenGiven<>(Path.class, invocation::useState))
                        .build());
        addUnlessOwn(
                spec,
                OptionSpec.builder("-h", "--help")
                        .description("Show this help.")
                        .type(boolean.class)
                        .arity("0")
                        .usageHelp(true)
                        .build());
        spec.subcommands().values().forEach(each -> add(each.getCommandSpec(), invocation));
    }

    private static void addUnlessOwn(CommandSpec spec, OptionSpec option) {
        if (!spec.optionsMap().containsKey(option.longestName())) {
            spec.addOption(option);
        }
    }

    /** Picocli also sets what was not given, to nothing or false; that must not undo what was given before. */
    private record WhenGiven<V>(Class<V> type, Consumer<V> use) implements ISetter {
        @Override
        public <T> T set(T value) {
            if (type.isInstance(value) && !Boolean.FALSE.equals(value)) {
                use.accept(type.cast(value));
            }
            return value;
        }
    }
}
