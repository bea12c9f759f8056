package io.afterhours.cost.price;

import jakarta.enterprise.context.ApplicationScoped;

/** Holds the prices in use. */
@ApplicationScoped
public class PriceBook {
    private final PriceTable table = PriceTable.bundled();

    public PriceTable table() {
        return table;
    }
}
