package io.afterhours.cli;

import io.afterhours.cli.http.Refused;
import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.invocation.Surroundings;
import io.afterhours.cli.screen.PlainText;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.lang.reflect.Constructor;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.IFactory;
import picocli.CommandLine.Model.UsageMessageSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Reads one call and runs it. */
public final class Cli {
    private static final int WIDEST_HELP = 120;
    private static final int NARROWEST_HELP = 60;
    private static final int MOST_DIGITS = 40;

    private final Surroundings surroundings;

    public Cli(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** Runs the call and says with which code the process ends. */
    public int run(String... arguments) {
        int exitCode = commandLine(Commands.neededFor(arguments)).execute(arguments);
        surroundings.out().flush();
        surroundings.err().flush();
        return exitCode;
    }

    /** All commands, to be looked at. */
    public CommandLine model() {
        return commandLine(Commands.all());
    }

    private CommandLine commandLine(List<Commands.Entry> entries) {
        var invocation = new Invocation(surroundings);
        var factory = new Factory(invocation);
        var root = new CommandLine(new Afterhours(), factory);
        entries.forEach(each -> root.addSubcommand(each.name(), new CommandLine(each.type(), factory)));
        GlobalOptions.add(root.getCommandSpec(), invocation);
        root.getHelpSectionMap().put(UsageMessageSpec.SECTION_KEY_COMMAND_LIST, new CommandOverview());
        return root.registerConverter(BigDecimal.class, Cli::amount)
                .registerConverter(Integer.class, text -> whole(text, Integer::valueOf))
                .registerConverter(int.class, text -> whole(text, Integer::valueOf))
                .registerConverter(Long.class, text -> whole(text, Long::valueOf))
                .registerConverter(long.class, text -> whole(text, Long::valueOf))
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setUsageHelpWidth(helpWidth())
                .setUsageHelpLongOptionsMaxWidth(28)
                .setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF))
                .setOut(writer(surroundings.out()))
                .setErr(writer(surroundings.err()))
                .setParameterExceptionHandler(this::wrongUsage)
                .setExecutionExceptionHandler(this::failed);
    }

    /** {@code 1e999999999} is one to Java; written out, it is longer than any memory. */
    private static BigDecimal amount(String text) {
        try {
            var amount = new BigDecimal(text);
            if (Math.abs((long) amount.scale()) <= MOST_DIGITS && amount.precision() <= MOST_DIGITS) {
                return amount;
            }
        } catch (NumberFormatException e) {
            // Said below, as for one beyond all bounds.
        }
        throw new TypeConversionException("'" + text + "' is not an amount such as 25 or 25.50");
    }

    private static <N extends Number> N whole(String text, Function<String, N> reader) {
        try {
            return reader.apply(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException("'" + text + "' is not a whole number, or too large");
        }
    }

    private int helpWidth() {
        return surroundings.terminal() ? Math.clamp(surroundings.width(), NARROWEST_HELP, WIDEST_HELP) : 100;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    private int wrongUsage(ParameterException why, String[] arguments) {
        var command = why.getCommandLine().getCommandSpec().qualifiedName();
        var err = why.getCommandLine().getErr();
        err.println(command + ": " + PlainText.block(String.valueOf(why.getMessage())));
        UnmatchedArgumentException.printSuggestions(why, err);
        err.println("Help: " + command + " --help");
        return Refused.WRONG_USAGE;
    }

    private int failed(Exception why, CommandLine commandLine, ParseResult call) {
        var command = commandLine.getCommandSpec().qualifiedName();
        var err = surroundings.err();
        surroundings.out().flush();
        if (why instanceof Refused refused) {
            err.println(command + ": " + refused.reason());
            refused.details().forEach(err::println);
            return refused.exitCode();
        }
        err.println(command + ": something broke in the command line itself: " + PlainText.line(why.toString()));
        for (var frame : why.getStackTrace()) {
            err.println("  at " + frame);
        }
        return Refused.FAILED;
    }

    /** Makes commands; each takes the call that it belongs to. */
    private record Factory(Invocation invocation) implements IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            for (Constructor<?> each : type.getDeclaredConstructors()) {
                if (each.getParameterCount() == 1 && each.getParameterTypes()[0] == Invocation.class) {
                    each.setAccessible(true);
                    return type.cast(each.newInstance(invocation));
                }
            }
            return CommandLine.defaultFactory().create(type);
        }
    }
}
