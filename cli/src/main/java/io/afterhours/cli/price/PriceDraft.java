package io.afterhours.cli.price;

import io.afterhours.cli.json.Doc;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A price as it is to be from a day on: the one in effect before it, with what is given in its place.
 *
 * @param before missing where nothing was in effect
 */
record PriceDraft(Doc before, Doc after) {
    private static final Map<String, String> INPUT_AND_OUTPUT = new LinkedHashMap<>();
    private static final Map<String, String> CACHE = new LinkedHashMap<>();
    private static final Map<String, String> RATES = new LinkedHashMap<>();
    private static final Map<String, String> LONG_PROMPTS = new LinkedHashMap<>();

    static {
        INPUT_AND_OUTPUT.put("input", "input");
        INPUT_AND_OUTPUT.put("output", "output");
        CACHE.put("cacheRead", "cache read");
        CACHE.put("cacheWrite", "cache write");
        CACHE.put("cacheWrite1h", "cache write 1 h");
        RATES.putAll(INPUT_AND_OUTPUT);
        RATES.putAll(CACHE);
        LONG_PROMPTS.put("above", "threshold");
        LONG_PROMPTS.putAll(RATES);
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
        return Stream.concat(changed(before, after, "", INPUT_AND_OUTPUT).stream(), changedBeside().stream())
                .toList();
    }

    /** The same, but for the rates of input and output that all prompts have. */
    List<String> changedBeside() {
        var changes = new ArrayList<>(changed(before, after, "", CACHE));
        changes.addAll(changed(before.at("longContext"), after.at("longContext"), "long prompts' ", LONG_PROMPTS));
        var tiers = new TreeSet<>(before.at("tiers").fields().keySet());
        tiers.addAll(after.at("tiers").fields().keySet());
        tiers.forEach(tier ->
                changes.addAll(changed(before.at("tiers", tier), after.at("tiers", tier), tier + "'s ", RATES)));
        return changes;
    }

    private static List<String> changed(Doc before, Doc after, String whose, Map<String, String> fields) {
        var changes = new ArrayList<String>();
        fields.forEach((field, word) -> {
            var was = before.number(field);
            var is = after.number(field);
            if (!was.map(BigDecimal::stripTrailingZeros).equals(is.map(BigDecimal::stripTrailingZeros))) {
                changes.add(whose + word + " " + written(was) + " → " + written(is));
            }
        });
        return changes;
    }

    private static String written(Optional<BigDecimal> rate) {
        return rate.map(BigDecimal::toPlainString).orElse("–");
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
        if (!longer.isMissing()
                && changed(before.at("longContext"), longer, "", LONG_PROMPTS).isEmpty()) {
            kept.add("prompts over " + longer.text("above") + " tokens " + Prices.sentence(longer));
        }
        after.at("tiers").fields().forEach((tier, rates) -> kept.add(tier + " " + Prices.sentence(rates)));
        return kept;
    }
}
