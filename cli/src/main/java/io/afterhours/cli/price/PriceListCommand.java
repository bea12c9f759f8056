package io.afterhours.cli.price;

import io.afterhours.cli.invocation.Invocation;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Lists prices. */
@Command(name = "list", description = "List what models cost now, in US dollars per million tokens.")
public final class PriceListCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(arity = "0..1", paramLabel = "TEXT", description = "Only models with this in their name.")
    String text = "";

    PriceListCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        return Prices.list(invocation, text);
    }
}
