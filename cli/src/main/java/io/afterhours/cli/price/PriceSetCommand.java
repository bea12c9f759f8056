package io.afterhours.cli.price;

import io.afterhours.cli.http.Server;
import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sets a price. */
@Command(
        name = "set",
        description =
                "Set what a model costs from a day on, in US dollars per million tokens; what is booked stays as it is.")
public final class PriceSetCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(paramLabel = "MODEL", description = "E.g. claude-sonnet-4-5.")
    String model = "";

    @Option(
            names = "--input",
            required = true,
            paramLabel = "USD",
            description = "Input, neither read from nor written to a cache.")
    BigDecimal input = BigDecimal.ZERO;

    @Option(names = "--output", required = true, paramLabel = "USD", description = "Output.")
    BigDecimal output = BigDecimal.ZERO;

    @Option(
            names = "--cache-read",
            paramLabel = "USD",
            description = "Read from a cache; as input where it is missing.")
    @Nullable BigDecimal cacheRead;

    @Option(
            names = "--cache-write",
            paramLabel = "USD",
            description = "Written to the 5 minute cache; as input where it is missing.")
    @Nullable BigDecimal cacheWrite;

    @Option(
            names = "--cache-write-1h",
            paramLabel = "USD",
            description = "Written to the 1 hour cache; as the other where it is missing.")
    @Nullable BigDecimal cacheWriteHour;

    @Option(
            names = "--from",
            paramLabel = "DAY",
            description = "From midnight UTC of this day on; since the model exists where it is missing.")
    @Nullable String from;

    @Option(names = "--provider", paramLabel = "NAME", description = "Of a model that is new: who sells it.")
    String provider = "other";

    @Option(names = "--note", paramLabel = "TEXT", description = "Why.")
    @Nullable String note;

    PriceSetCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var known = invocation.server().get("/api/prices").items("models").stream()
                .filter(each -> each.text("model").equals(model))
                .findFirst();
        var answer = invocation
                .server()
                .put(
                        Server.path("api", "prices", model),
                        Doc.of(document(known)).json());
        return invocation.answer(
                answer,
                screen -> screen.line(model + " costs " + Prices.sentence(Doc.of(price())) + " (version "
                        + answer.text("version") + "). What is booked stays as it is."));
    }

    private Map<String, Object> document(Optional<Doc> known) {
        var prices = new ArrayList<Doc>();
        for (var price : known.map(each -> each.items("prices")).orElse(List.of())) {
            if (!price.text("from").equals(from == null ? "" : from)) {
                prices.add(price);
            }
        }
        prices.add(Doc.of(price()));
        var document = new LinkedHashMap<String, Object>();
        document.put("provider", known.map(each -> each.text("provider")).orElse(provider));
        document.put("aliases", known.map(each -> each.at("aliases")).orElse(Doc.of(List.<Doc>of())));
        document.put("prices", Doc.of(prices));
        known.ifPresent(each -> document.put("version", each.count("version")));
        if (note != null) {
            document.put("note", note);
        }
        return document;
    }

    private Map<String, Object> price() {
        var price = new LinkedHashMap<String, Object>();
        put(price, "from", from);
        put(price, "input", input);
        put(price, "output", output);
        put(price, "cacheRead", cacheRead);
        put(price, "cacheWrite", cacheWrite);
        put(price, "cacheWrite1h", cacheWriteHour);
        return price;
    }

    private static void put(Map<String, Object> price, String field, @Nullable Object value) {
        if (value != null) {
            price.put(field, value);
        }
    }
}
