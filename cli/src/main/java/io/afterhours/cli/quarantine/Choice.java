package io.afterhours.cli.quarantine;

import picocli.CommandLine.Parameters;

/** The message that is named on the command line. */
final class Choice {
    @Parameters(paramLabel = "SERVICE/ID", description = "As the list shows it, e.g. cost/17.")
    String item = "";

    Item item() {
        return Item.parse(item);
    }
}
