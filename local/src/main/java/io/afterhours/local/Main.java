package io.afterhours.local;

import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The engine behind `afterhours up` and `afterhours down`. */
@Command(
        name = "afterhours",
        subcommands = {UpCommand.class, DownCommand.class, ProvisionCommand.class, TrainCommand.class},
        mixinStandardHelpOptions = true)
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new Main())
                .setExecutionExceptionHandler((error, command, result) -> {
                    command.getErr().println("afterhours: " + reason(error));
                    return 1;
                })
                .execute(arguments));
    }

    private static String reason(Throwable error) {
        var cause = error.getCause();
        return cause == null || cause.getMessage() == null
                ? String.valueOf(error.getMessage())
                : error.getMessage() + ": " + cause.getMessage();
    }
}
