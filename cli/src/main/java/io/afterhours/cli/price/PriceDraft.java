package io.afterhours.cli.price;

import io.afterhours.cli.json.Doc;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A price as it is to be from a day on: the one in effect before it, with what is given in its place.
 *
 * @param before missing where nothing was in effect
 */
record PriceDraft(Doc before, Doc after) {
    private static final Map<String, String> RATES = new LinkedHashMap<>();

    static {
        RATES.put("input", "input");
        RATES.put("output", "output");
        RATES.put("cacheRead", "cache read");
        RATES.put("cacheWrite", "cache write");
        RATES.put("cacheWrite1h", "cache write 1 h");
    }

    /**
     * Puts rates in the place of others.
     *
     * @param from absent: since the model exists
     * @param rates those that are given, by field
     * @param longer those for long prompts that are given
     */
    static PriceDraft of(
            Doc before, @Nullable String from, Map<String, BigDecimal> rates, Map<String, BigDecimal> longer) {
        var price = new LinkedHashMap<String, Object>();
        if (from != null) {
            price.put("from", from);
        }
        before.fields().forEach((field, value) -> {
            if (!field.equals("from") && !value.isMissing()) {
                price.put(field, value);
            }
        });
        price.putAll(rates);
        if (!longer.isEmpty()) {
            var tier =
                    new LinkedHashMap<String, Object>(before.at("longContext").fields());
            tier.putAll(longer);
            price.put("longContext", Doc.of(tier));
        }
        return new PriceDraft(before, Doc.of(price));
    }

    /** What is another rate than before. */
    List<String> changed() {
        return Stream.concat(
                        changed(before, after, "").stream(),
                        changed(before.at("longContext"), after.at("longContext"), "long prompts' ").stream())
                .toList();
    }

    private static List<String> changed(Doc before, Doc after, String whose) {
        var changes = new ArrayList<String>();
        var fields = new LinkedHashMap<>(Map.of("above", "threshold"));
        fields.putAll(RATES);
        fields.forEach((field, word) -> {
            var was = before.number(field);
            var is = after.number(field);
            if (is.isPresent()
                    && was.filter(each -> each.compareTo(is.get()) == 0).isEmpty()) {
                changes.add(
                        whose + word + " " + was.map(BigDecimal::toPlainString).orElse("–") + " → "
                                + is.get().toPlainString());
            }
        });
        return changes;
    }

    /** What is taken over from before, and may have to change with the rest. */
    List<String> kept() {
        var kept = new ArrayList<String>();
        RATES.forEach((field, word) -> {
            var is = after.number(field);
            if (is.isPresent() && is.equals(before.number(field))) {
                kept.add(word + " " + is.get().toPlainString());
            }
        });
        var longer = after.at("longContext");
        if (!longer.isMissing() && changed(before.at("longContext"), longer, "").isEmpty()) {
            kept.add("prompts over " + longer.text("above") + " tokens " + Prices.sentence(longer));
        }
        after.at("tiers").fields().forEach((tier, rates) -> kept.add(tier + " " + Prices.sentence(rates)));
        return kept;
    }
}
