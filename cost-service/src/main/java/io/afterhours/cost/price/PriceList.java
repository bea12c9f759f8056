package io.afterhours.cost.price;

import java.time.LocalDate;
import java.util.List;

/**
 * The price table as it is written down.
 *
 * @param snapshot the day it was put together
 */
public record PriceList(LocalDate snapshot, String unit, List<Source> sources, List<ModelPrices> models) {
    public PriceList {
        sources = List.copyOf(sources);
        models = List.copyOf(models);
    }

    /**
     * Where rates were read.
     *
     * @param published the day of what was read
     * @param models which rows come from it
     */
    public record Source(String name, String url, String licence, LocalDate published, String models) {}
}
