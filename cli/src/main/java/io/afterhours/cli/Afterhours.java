package io.afterhours.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The command above all others; does nothing itself. */
@Command(
        name = "afterhours",
        description = {
            "Runs your AI agents while you are away. Queue work, leave, and come back to finished builds.",
            ""
        },
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "",
        footer = {
            "",
            "The suite on this machine:",
            "  up            Build what is not built, start everything, print the dashboard's address. [--detach]",
            "  down          Stop what `up` started; nothing is lost.",
            "  test          Run all tests.",
            "",
            "Environment:",
            "  AFTERHOURS_STATE   the state folder; ~/.afterhours where it is missing",
            "  AFTERHOURS_URL     where Afterhours is; else as the state folder says, else http://localhost:8080",
            "  AFTERHOURS_TOKEN   the token; from the state folder where it is missing",
            "  NO_COLOR           no colours",
            "",
            "Exit codes: 0 done, 1 refused or failed, 2 wrong usage; the reason is on standard error.",
            "More on a command: afterhours help COMMAND",
            ""
        })
final class Afterhours {
    @Option(names = "--version", versionHelp = true, description = "Print the version.")
    boolean version;
}
