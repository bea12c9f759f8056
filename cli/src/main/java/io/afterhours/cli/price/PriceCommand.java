package io.afterhours.cli.price;

import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Shows and changes what models cost. */
@Command(
        name = "price",
        description = "Show what models cost, change it, and price what was booked at unknown cost.",
        subcommands = {
            PriceListCommand.class,
            PriceSetCommand.class,
            PriceHistoryCommand.class,
            PriceImportCommand.class,
            PriceFillCommand.class
        })
public final class PriceCommand implements Callable<Integer> {
    private final Invocation invocation;

    PriceCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        return Prices.list(invocation, "");
    }
}
