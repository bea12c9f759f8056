package io.afterhours.cli.price;

import io.afterhours.cli.http.Refused;
import io.afterhours.cli.http.Server;
import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.Screen;
import io.afterhours.cli.screen.Style;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sets a price. */
@Command(
        name = "set",
        description =
                "Set what a model costs from today on, or from another day, in US dollars per million tokens: rates that are not"
                        + " given stay as they are on that day, and a model that is new needs --input and --output. What is"
                        + " booked stays as it is.")
public final class PriceSetCommand implements Callable<Integer> {
    private static final String BEGINNING = "beginning";

    private final Invocation invocation;

    @Parameters(paramLabel = "MODEL", description = "E.g. claude-sonnet-4-5.")
    String model = "";

    @Option(names = "--input", paramLabel = "USD", description = "Input, neither read from nor written to a cache.")
    @Nullable BigDecimal input;

    @Option(names = "--output", paramLabel = "USD", description = "Output.")
    @Nullable BigDecimal output;

    @Option(
            names = "--cache-read",
            paramLabel = "USD",
            description = "Read from a cache; as input where it never had a rate.")
    @Nullable BigDecimal cacheRead;

    @Option(
            names = "--cache-write",
            paramLabel = "USD",
            description = "Written to the 5 minute cache; as input where it never had a rate.")
    @Nullable BigDecimal cacheWrite;

    @Option(
            names = "--cache-write-1h",
            paramLabel = "USD",
            description = "Written to the 1 hour cache; as the other where it never had a rate.")
    @Nullable BigDecimal cacheWriteHour;

    @Mixin
    Longer longer = new Longer();

    @Option(
            names = "--from",
            paramLabel = "DAY",
            description = "From midnight UTC of this day on, or " + BEGINNING
                    + ": since the model exists. Default: today, and " + BEGINNING + " for a model that is new.")
    @Nullable String day;

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
        var from = from(known);
        var draft = draft(known, from);
        var answer = invocation
                .server()
                .put(
                        Server.path("api", "prices", model),
                        Doc.of(document(known, from, draft.after())).json());
        return invocation.answer(answer, screen -> {
            screen.line(model + " costs " + Prices.sentence(draft.after()) + when(from) + " (version "
                    + answer.text("version") + "). What is booked stays as it is.");
            if (!draft.before().isMissing()) {
                line(screen, "changed", draft.changed());
                line(screen, "as before", draft.kept());
            }
            known.flatMap(each -> Prices.after(each.items("prices"), from))
                    .ifPresent(next -> line(screen, "then", List.of(Prices.sentence(next))));
        });
    }

    /** The day from which on the price is to hold; nothing: since the model exists. */
    private @Nullable String from(Optional<Doc> known) {
        if (day == null) {
            return known.isPresent() ? today() : null;
        }
        return day.strip().equalsIgnoreCase(BEGINNING) ? null : day;
    }

    private String today() {
        return Prices.day(invocation.now());
    }

    private String when(@Nullable String from) {
        if (from == null) {
            return " since it exists";
        }
        return from.equals(today()) ? ", today" : "";
    }

    private static void line(Screen screen, String word, List<String> rates) {
        screen.line(Style.DIM.of(word + "  " + (rates.isEmpty() ? "nothing" : String.join(", ", rates))));
    }

    private PriceDraft draft(Optional<Doc> known, @Nullable String from) {
        var before = known.map(each -> Prices.at(each.items("prices"), from)).orElse(Doc.MISSING);
        if (before.isMissing() && (input == null || output == null)) {
            throw Refused.wrongUsage(
                    model + " has no price" + (from == null ? "" : " on " + from) + " to start from.",
                    "Give --input and --output.");
        }
        if (before.at("longContext").isMissing()
                && (longer.isGiven() && (longer.above == null || longer.input == null || longer.output == null))) {
            throw Refused.wrongUsage(
                    model + " has no rates for long prompts to start from.",
                    "Give --long-above, --long-input and --long-output.");
        }
        var rates = new LinkedHashMap<String, BigDecimal>();
        put(rates, "input", input);
        put(rates, "output", output);
        put(rates, "cacheRead", cacheRead);
        put(rates, "cacheWrite", cacheWrite);
        put(rates, "cacheWrite1h", cacheWriteHour);
        return PriceDraft.of(before, from, rates, longer.rates());
    }

    private Map<String, Object> document(Optional<Doc> known, @Nullable String from, Doc price) {
        var prices = new ArrayList<Doc>();
        for (var each : known.map(document -> document.items("prices")).orElse(List.of())) {
            if (!each.text("from").equals(from == null ? "" : from)) {
                prices.add(each);
            }
        }
        prices.add(price);
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

    private static void put(Map<String, BigDecimal> rates, String field, @Nullable BigDecimal rate) {
        if (rate != null) {
            rates.put(field, rate);
        }
    }

    /** The rates of a whole request with a long prompt. */
    static final class Longer {
        @Option(names = "--long-above", paramLabel = "TOKENS", description = "Prompts of more tokens are long.")
        @Nullable BigDecimal above;

        @Option(names = "--long-input", paramLabel = "USD", description = "Input of a request with a long prompt.")
        @Nullable BigDecimal input;

        @Option(names = "--long-output", paramLabel = "USD", description = "Output of such a request.")
        @Nullable BigDecimal output;

        @Option(names = "--long-cache-read", paramLabel = "USD", description = "Its cache reads.")
        @Nullable BigDecimal cacheRead;

        @Option(names = "--long-cache-write", paramLabel = "USD", description = "What it writes to the 5 minute cache.")
        @Nullable BigDecimal cacheWrite;

        @Option(
                names = "--long-cache-write-1h",
                paramLabel = "USD",
                description = "What it writes to the 1 hour cache.")
        @Nullable BigDecimal cacheWriteHour;

        boolean isGiven() {
            return !rates().isEmpty();
        }

        Map<String, BigDecimal> rates() {
            var rates = new LinkedHashMap<String, BigDecimal>();
            put(rates, "above", above);
            put(rates, "input", input);
            put(rates, "output", output);
            put(rates, "cacheRead", cacheRead);
            put(rates, "cacheWrite", cacheWrite);
            put(rates, "cacheWrite1h", cacheWriteHour);
            return rates;
        }
    }
}
