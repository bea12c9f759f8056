package io.afterhours.cost.price;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.Json;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the price lists that others publish: LiteLLM's {@code model_prices_and_context_window.json}, in dollars per token, and
 * models.dev's {@code api.json}, in dollars per million. Of both, the rows of the providers themselves are taken; a reseller's
 * price of a model is another price.
 */
final class PriceFiles {
    private static final int LARGEST = 32 * 1024 * 1024;
    private static final int MOST_TOKENS = 2_000_000;

    /** Digits of a number of thousand tokens. */
    private static final int LONGEST_THRESHOLD = 9;

    private static final ObjectMapper JSON = Json.configure(JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(Json.limits(LARGEST, MOST_TOKENS))
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build()))
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private static final Map<String, String> PROVIDERS = Map.of(
            "anthropic", "anthropic",
            "openai", "openai",
            "google", "google",
            "gemini", "google",
            "vertex_ai-language-models", "google",
            "deepseek", "deepseek",
            "xai", "xai",
            "mistral", "mistral");
    private static final Set<String> MODES = Set.of("", "chat", "responses", "completion");

    /** One of LiteLLM's fields of rates: which rate, above how many thousand tokens, and at which service tier. */
    private static final Pattern RATE = Pattern.compile(
            "(input_cost_per_token|output_cost_per_token|cache_read_input_token_cost|cache_creation_input_token_cost)"
                    + "(_above_1hr)?(?:_above_(\\d+)k_tokens)?(?:_(priority|flex|batch)(?:es)?)?");

    private PriceFiles() {}

    /** Reads a price list of either kind; throws {@code InvalidEvent} for what is neither. */
    static PriceImport read(byte[] file, LocalDate from) {
        JsonNode root;
        try {
            root = JSON.readTree(file);
        } catch (IOException e) {
            throw Json.explain(e);
        }
        if (root == null || !root.isObject() || root.isEmpty()) {
            throw unknown();
        }
        var models = root.properties().stream().map(Map.Entry::getValue).toList();
        if (models.stream().anyMatch(each -> each.has("input_cost_per_token"))) {
            return liteLlm(root, from);
        }
        if (models.stream().anyMatch(each -> each.path("models").isObject())) {
            return modelsDev(root, from);
        }
        throw unknown();
    }

    private static InvalidEvent unknown() {
        return new InvalidEvent(
                "payload",
                "LiteLLM's model_prices_and_context_window.json or models.dev's api.json",
                "another JSON document");
    }

    private static PriceImport liteLlm(JsonNode root, LocalDate from) {
        var rows = new ArrayList<PriceImport.Row>();
        var skipped = new ArrayList<PriceImport.Skipped>();
        for (var each : root.properties()) {
            var row = each.getValue();
            var listed = row.path("litellm_provider").asText();
            var provider = PROVIDERS.get(listed);
            if (provider == null
                    || !row.has("input_cost_per_token")
                    || !MODES.contains(row.path("mode").asText())) {
                continue;
            }
            var name = each.getKey().startsWith(listed + "/")
                    ? each.getKey().substring(listed.length() + 1)
                    : each.getKey();
            if (name.contains("/")) {
                continue;
            }
            take(rows, skipped, name, provider, () -> liteLlmPrice(row, from));
        }
        return new PriceImport("LiteLLM", from, rows, skipped);
    }

    /** The rates of one service tier, by the prompt that they hold above; 0 for all prompts. */
    private static final class Tariffs {
        private final TreeMap<Long, Map<String, BigDecimal>> byThreshold = new TreeMap<>();

        /** Scaled and not moved, which would write all zeros of a number out. */
        void put(long above, String rate, BigDecimal perToken) {
            byThreshold.computeIfAbsent(above, each -> new HashMap<>()).put(rate, perToken.scaleByPowerOfTen(6));
        }

        boolean isPriced() {
            return byThreshold.containsKey(0L) && byThreshold.get(0L).containsKey("input_cost_per_token");
        }

        TierPrice price() {
            if (byThreshold.size() > 2) {
                throw new IllegalArgumentException("it has several long-context tiers");
            }
            var base = byThreshold.getOrDefault(0L, Map.of());
            var above = byThreshold.isEmpty() ? 0 : byThreshold.lastKey();
            var longer = above == 0 ? null : byThreshold.get(above);
            return new TierPrice(
                    rate(base, "input_cost_per_token"),
                    rate(base, "output_cost_per_token"),
                    base.get("cache_read_input_token_cost"),
                    base.get("cache_creation_input_token_cost"),
                    base.get("cache_creation_input_token_cost_above_1hr"),
                    longer == null
                            ? null
                            : new LongContext(
                                    above * 1_000,
                                    or(longer, base, "input_cost_per_token"),
                                    or(longer, base, "output_cost_per_token"),
                                    longer.get("cache_read_input_token_cost"),
                                    longer.get("cache_creation_input_token_cost"),
                                    longer.get("cache_creation_input_token_cost_above_1hr")));
        }

        private static BigDecimal or(Map<String, BigDecimal> longer, Map<String, BigDecimal> base, String name) {
            return longer.containsKey(name) ? rate(longer, name) : rate(base, name);
        }

        private static BigDecimal rate(Map<String, BigDecimal> rates, String name) {
            return Optional.ofNullable(rates.get(name))
                    .orElseThrow(() -> new IllegalArgumentException("it has no " + name));
        }
    }

    private static Price liteLlmPrice(JsonNode row, LocalDate from) {
        var tariffs = new TreeMap<String, Tariffs>();
        for (var field : row.properties()) {
            var matcher = RATE.matcher(field.getKey());
            if (matcher.matches() && field.getValue().isNumber()) {
                var tier = Optional.ofNullable(matcher.group(4)).orElse("");
                var hour = Optional.ofNullable(matcher.group(2)).orElse("");
                var above = Optional.ofNullable(matcher.group(3)).orElse("0");
                if (above.length() > LONGEST_THRESHOLD) {
                    throw new IllegalArgumentException("its " + field.getKey() + " is none");
                }
                tariffs.computeIfAbsent(tier, each -> new Tariffs())
                        .put(
                                Long.parseLong(above),
                                matcher.group(1) + hour,
                                field.getValue().decimalValue());
            }
        }
        var tiers = new TreeMap<String, TierPrice>();
        tariffs.forEach((tier, rates) -> {
            if (!tier.isEmpty() && rates.isPriced()) {
                tiers.put(tier, rates.price());
            }
        });
        return price(from, tariffs.getOrDefault("", new Tariffs()).price(), tiers);
    }

    private static PriceImport modelsDev(JsonNode root, LocalDate from) {
        var rows = new ArrayList<PriceImport.Row>();
        var skipped = new ArrayList<PriceImport.Skipped>();
        for (var listed : root.properties()) {
            var provider = PROVIDERS.get(listed.getKey());
            if (provider == null) {
                continue;
            }
            for (var model : listed.getValue().path("models").properties()) {
                var cost = model.getValue().path("cost");
                if (!cost.isMissingNode() && !cost.isNull()) {
                    take(rows, skipped, model.getKey(), provider, () -> modelsDevPrice(cost, from));
                }
            }
        }
        return new PriceImport("models.dev", from, rows, skipped);
    }

    private static Price modelsDevPrice(JsonNode cost, LocalDate from) {
        var longer = cost.path("context_over_200k");
        return price(
                from,
                new TierPrice(
                        dollars(cost, "input"),
                        dollars(cost, "output"),
                        optional(cost, "cache_read"),
                        optional(cost, "cache_write"),
                        null,
                        longer.path("input").isNumber()
                                ? new LongContext(
                                        200_000,
                                        dollars(longer, "input"),
                                        dollars(longer, "output"),
                                        optional(longer, "cache_read"),
                                        optional(longer, "cache_write"),
                                        null)
                                : null),
                Map.of());
    }

    private static BigDecimal dollars(JsonNode cost, String name) {
        return Optional.ofNullable(optional(cost, name))
                .orElseThrow(() -> new IllegalArgumentException("it has no " + name));
    }

    private static @Nullable BigDecimal optional(JsonNode cost, String name) {
        return cost.path(name).isNumber() ? cost.path(name).decimalValue() : null;
    }

    private static Price price(LocalDate from, TierPrice base, Map<String, TierPrice> tiers) {
        return new Price(
                from,
                base.input(),
                base.output(),
                base.cacheRead(),
                base.cacheWrite(),
                base.cacheWrite1h(),
                base.longContext(),
                tiers);
    }

    private static void take(
            List<PriceImport.Row> rows,
            List<PriceImport.Skipped> skipped,
            String name,
            String provider,
            Supplier<Price> price) {
        try {
            rows.add(new PriceImport.Row(name, provider, price.get()));
        } catch (IllegalArgumentException | ArithmeticException e) {
            skipped.add(new PriceImport.Skipped(name, String.valueOf(e.getMessage())));
        }
    }
}
