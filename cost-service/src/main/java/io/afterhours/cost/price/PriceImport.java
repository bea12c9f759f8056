package io.afterhours.cost.price;

import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.ModelName;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The prices of another price list, which are to hold from a day on.
 *
 * @param source which list it is, e.g. {@code LiteLLM}
 * @param rows what it says of each model, by the name it uses
 * @param skipped what of it is not taken, and why
 */
record PriceImport(String source, LocalDate from, List<Row> rows, List<Skipped> skipped) {
    PriceImport {
        rows = List.copyOf(rows);
        skipped = List.copyOf(skipped);
    }

    /** What a list says of one model. */
    record Row(String name, String provider, Price price) {}

    /** A row that is not taken. */
    record Skipped(String name, String reason) {}

    /**
     * What taking it would change.
     *
     * @param before the price in effect on that day; absent where the model has none yet
     */
    record Change(String model, @Nullable Price before, Price after, ModelPrices result) {}

    /** All that would change, and how many models have their price already. */
    record Report(String source, LocalDate from, List<Change> changes, int unchanged, List<Skipped> skipped) {
        List<ModelPrices> models() {
            return changes.stream().map(Change::result).toList();
        }
    }

    /**
     * Compares it with the prices in use. A name that means a model of the table is that model; of several names of one model its
     * own counts, and one with a date that has other rates is a model of its own. What the list does not say of a model, such as a
     * cache rate, stays.
     *
     * @param except models that stay as they are, by the name they have here or in the list
     * @throws InvalidEvent when one of them is not in the list
     */
    Report against(PriceTable table, Collection<String> except) {
        var refused = new ArrayList<>(skipped);
        var byModel = byModel(table, refused);
        var changes = new ArrayList<Change>();
        refused.addAll(leftOut(byModel, except));
        var unchanged = 0;
        for (Map.Entry<String, Row> each : byModel.entrySet()) {
            var row = each.getValue();
            var known = table.find(each.getKey());
            var before = known.flatMap(this::inEffect).orElse(null);
            var after = before == null ? row.price() : completed(row.price(), before);
            if (before != null && sameRates(before, after)) {
                unchanged++;
                continue;
            }
            var result = known.map(model -> model.with(after))
                    .map(model -> model.model().equals(each.getKey()) ? model : model.under(each.getKey()))
                    .orElseGet(() -> new ModelPrices(each.getKey(), row.provider(), List.of(), List.of(after)));
            try {
                PriceRules.check(result, table);
                changes.add(new Change(each.getKey(), before, after, result));
            } catch (InvalidEvent e) {
                refused.add(new Skipped(row.name(), String.valueOf(e.getMessage())));
            }
        }
        return new Report(source, from, List.copyOf(changes), unchanged, List.copyOf(refused));
    }

    /** The rows by the model that each of them is the price of; those that say nothing more are refused. */
    private Map<String, Row> byModel(PriceTable table, List<Skipped> refused) {
        var groups = new LinkedHashMap<String, List<Row>>();
        for (var row : rows) {
            var model = table.canonical(row.name());
            groups.computeIfAbsent(model, each -> new ArrayList<>()).add(row);
        }
        var byModel = new LinkedHashMap<String, Row>();
        groups.forEach((model, group) -> {
            var known = table.named(model);
            var own = group.stream()
                    .filter(row -> ModelName.dated(row.name()).equals(model))
                    .findFirst()
                    .or(() -> known.isPresent() ? Optional.empty() : Optional.of(group.getFirst()));
            var others = new ArrayList<>(group);
            own.ifPresent(row -> {
                byModel.put(model, row);
                others.remove(row);
            });
            var price = own.map(Row::price).or(() -> known.flatMap(this::inEffect));
            for (var row : others) {
                var same = price.filter(each -> sameRates(each, completed(row.price(), each)))
                        .isPresent();
                var name = same ? model : ModelName.dated(row.name());
                if (byModel.putIfAbsent(name, row) != null) {
                    refused.add(new Skipped(
                            row.name(),
                            same ? "it costs what " + model + " costs" : "the list has another price of " + name));
                }
            }
        });
        return byModel;
    }

    private Optional<Price> inEffect(ModelPrices model) {
        return model.at(from.atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    private static List<Skipped> leftOut(Map<String, Row> byModel, Collection<String> except) {
        var left = new ArrayList<Skipped>();
        for (var name : except) {
            var model = byModel.entrySet().stream()
                    .filter(each ->
                            each.getKey().equals(name) || each.getValue().name().equals(name))
                    .map(Map.Entry::getKey)
                    .findFirst()
                    .orElseThrow(() -> new InvalidEvent("except", "models of the list", name));
            var row = Objects.requireNonNull(byModel.remove(model));
            left.add(new Skipped(row.name(), "it is left out, as asked"));
        }
        return left;
    }

    /** A price list's row with what it leaves open taken from the price before it, where that has the same input rate. */
    private static Price completed(Price said, Price before) {
        var same = said.input().compareTo(before.input()) == 0;
        return new Price(
                said.from(),
                said.input(),
                said.output(),
                said.cacheRead() == null && same ? before.cacheRead() : said.cacheRead(),
                said.cacheWrite() == null && same ? before.cacheWrite() : said.cacheWrite(),
                said.cacheWrite1h() == null && same ? before.cacheWrite1h() : said.cacheWrite1h(),
                said.longContext() == null && same ? before.longContext() : said.longContext(),
                said.tiers() == null && same ? before.tiers() : said.tiers());
    }

    private static boolean sameRates(Price one, Price other) {
        return one.from(null).equals(other.from(null));
    }
}
