package io.afterhours.cli.price;

import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.Screen;
import io.afterhours.cli.screen.Span;
import io.afterhours.cli.screen.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How prices read. */
final class Prices {
    private Prices() {}

    static int list(Invocation invocation, String text) {
        var prices = invocation.server().get("/api/prices");
        return invocation.answer(prices, screen -> show(screen, prices, text, invocation));
    }

    private static void show(Screen screen, Doc prices, String text, Invocation invocation) {
        var today = day(invocation.now());
        var table = new Table()
                .fill("MODEL")
                .right("INPUT")
                .right("OUTPUT")
                .right("CACHE READ")
                .right("WRITE 5 MIN")
                .right("WRITE 1 H")
                .left("LONG PROMPTS")
                .left("FROM");
        for (var model : prices.items("models")) {
            if (model.text("model").contains(text)) {
                var price = inEffect(model.items("prices"), today);
                table.row(
                        Span.of(model.text("model")),
                        Span.of(rate(price, "input")),
                        Span.of(rate(price, "output")),
                        Span.of(rate(price, "cacheRead")),
                        Span.of(rate(price, "cacheWrite")),
                        Span.of(rate(price, "cacheWrite1h")),
                        Span.of(longer(price.at("longContext"))),
                        Span.of(model.text("origin")));
            }
        }
        if (table.isEmpty()) {
            screen.line("No model has that in its name.");
        } else {
            screen.table(table);
        }
    }

    /** The price of a day; the prices come oldest first, and those without a day hold since the model exists. */
    private static Doc inEffect(List<Doc> prices, String today) {
        var price = at(prices, today);
        return price.isMissing() ? prices.getFirst() : price;
    }

    /**
     * The price that is in effect on a day; missing where the first comes later.
     *
     * @param day absent: since the model exists
     */
    static Doc at(List<Doc> prices, @Nullable String day) {
        return prices.reversed().stream()
                .filter(price -> price.text("from").compareTo(day == null ? "" : day) <= 0)
                .findFirst()
                .orElse(Doc.MISSING);
    }

    /**
     * The first price that comes after a day.
     *
     * @param day absent: since the model exists
     */
    static Optional<Doc> after(List<Doc> prices, @Nullable String day) {
        return prices.stream()
                .filter(price -> price.text("from").compareTo(day == null ? "" : day) > 0)
                .findFirst();
    }

    /** The day of prices, which begins at midnight UTC. */
    static String day(Instant now) {
        return LocalDate.ofInstant(now, ZoneOffset.UTC).toString();
    }

    private static String longer(Doc longContext) {
        return longContext.isMissing()
                ? ""
                : "> " + longContext.text("above") + ": " + rate(longContext, "input") + " / "
                        + rate(longContext, "output");
    }

    /** A price in words. */
    static String sentence(Doc price) {
        return rate(price, "input") + " in, " + rate(price, "output") + " out"
                + (price.text("from").isEmpty() ? "" : " from " + price.text("from"));
    }

    private static String rate(Doc price, String field) {
        return price.text(field).isEmpty() ? "–" : price.text(field);
    }
}
