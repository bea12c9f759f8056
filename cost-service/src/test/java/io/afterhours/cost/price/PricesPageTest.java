package io.afterhours.cost.price;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Keeps docs/reference/prices.md true. */
class PricesPageTest {
    @Test
    void the_page_shows_the_bundled_table() throws IOException {
        var page = Files.readAllLines(Path.of(System.getProperty("afterhours.root"), "docs/reference/prices.md"));

        assertThat(page.stream().filter(line -> line.startsWith("| `"))).containsExactlyElementsOf(rows());
    }

    private static List<String> rows() {
        var rows = new ArrayList<String>();
        for (var model : PriceTable.bundled().list().models()) {
            for (var price : model.prices()) {
                var from = price.from() == null ? "" : "from " + price.from();
                rows.add(row(model.model(), from, price));
                var longContext = price.longContext();
                if (longContext != null) {
                    var comma = from.isEmpty() ? "" : ", ";
                    rows.add(row(model.model(), from + comma + "> " + longContext.above(), longContext));
                }
            }
        }
        return rows;
    }

    private static String row(String model, String holds, Rates rates) {
        return "| `" + model + "` | " + holds + " | " + shown(rates.input()) + " | " + shown(rates.output()) + " | "
                + shown(rates.cacheRead()) + " | " + shown(rates.cacheWrite()) + " | " + shown(rates.cacheWrite1h())
                + " |";
    }

    private static String shown(@Nullable BigDecimal rate) {
        return rate == null ? "–" : rate.toPlainString();
    }
}
