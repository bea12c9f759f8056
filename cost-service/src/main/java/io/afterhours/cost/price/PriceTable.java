package io.afterhours.cost.price;

import io.afterhours.contracts.Json;
import io.afterhours.contracts.ModelName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** Prices by the names that tools report models under. */
public final class PriceTable {
    private static final String BUNDLED = "/prices.json";

    /** What a name may mean, the exact one first; each is tried only where those before it mean nothing. */
    private static final List<UnaryOperator<String>> MEANINGS =
            List.of(UnaryOperator.identity(), ModelName::ofProvider, ModelName::dated, ModelName::bare);

    private final PriceList list;
    private final Map<String, ModelPrices> byName = new HashMap<>();

    PriceTable(PriceList list) {
        this.list = list;
        for (var model : list.models()) {
            put(model.model(), model);
            model.aliases().forEach(alias -> put(alias, model));
        }
    }

    /** The snapshot that ships with the service. */
    public static PriceTable bundled() {
        try (InputStream file = PriceTable.class.getResourceAsStream(BUNDLED)) {
            if (file == null) {
                throw new IllegalStateException("the class path has no " + BUNDLED);
            }
            return new PriceTable(Json.read(file.readAllBytes(), PriceList.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The versions that count, as a table. */
    static PriceTable of(List<PriceVersion> versions) {
        var bundled = bundled().list();
        return new PriceTable(new PriceList(
                bundled.snapshot(),
                bundled.unit(),
                bundled.sources(),
                versions.stream().map(PriceVersion::prices).toList()));
    }

    private void put(String name, ModelPrices model) {
        if (byName.putIfAbsent(name, model) != null) {
            throw new IllegalArgumentException("two models are named " + name);
        }
    }

    PriceList list() {
        return list;
    }

    /**
     * The model that a name means: the name or alias itself, else the same without what tools put around it, taken off bit by bit: a
     * provider in front ({@code anthropic/}, {@code us.anthropic.}), a window behind ({@code [1m]}), Bedrock's version behind its
     * provider ({@code -v1:0}), and a date ({@code -20250929}, {@code @20250929}, {@code -2026-04-23}). Never the nearest one: a
     * model nobody listed has no price.
     */
    Optional<ModelPrices> find(String name) {
        var written = name.strip().toLowerCase(Locale.ROOT);
        return MEANINGS.stream()
                .map(meaning -> byName.get(meaning.apply(written)))
                .filter(Objects::nonNull)
                .findFirst();
    }

    /** The model that has exactly this name or alias. */
    Optional<ModelPrices> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** Every name, without what tools put around it, that means the same model. */
    public List<String> names(String name) {
        var model = canonical(name);
        return Stream.concat(Stream.of(model), find(name).stream().flatMap(listed -> listed.aliases().stream()))
                .map(ModelName::bare)
                .filter(each -> canonical(each).equals(model))
                .distinct()
                .sorted()
                .toList();
    }

    /** One name for all spellings of a model: the one it is listed under, else the name without what tools put around it. */
    public String canonical(String name) {
        return find(name).map(ModelPrices::model).orElseGet(() -> ModelName.bare(name));
    }
}
