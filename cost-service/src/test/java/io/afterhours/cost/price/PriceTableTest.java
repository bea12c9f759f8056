package io.afterhours.cost.price;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PriceTableTest {
    private static final PriceTable TABLE = PriceTable.bundled();

    @ParameterizedTest
    @CsvSource({
        "claude-sonnet-4-5, claude-sonnet-4-5",
        "Claude-Sonnet-4-5, claude-sonnet-4-5",
        "claude-sonnet-4.5, claude-sonnet-4-5",
        "claude-sonnet-4-5-20250929, claude-sonnet-4-5",
        "claude-sonnet-4-5@20250929, claude-sonnet-4-5",
        "claude-sonnet-4-5-20250929[1m], claude-sonnet-4-5",
        "anthropic/claude-sonnet-4-5, claude-sonnet-4-5",
        "openrouter/anthropic/claude-sonnet-4.5, claude-sonnet-4-5",
        "us.anthropic.claude-sonnet-4-5-20250929-v1:0, claude-sonnet-4-5",
        "claude-sonnet-4-20250514, claude-sonnet-4-0",
        "claude-haiku-4-5-20251001, claude-haiku-4-5",
        "claude-opus-5-5[1m], claude-opus-5-5",
        "gpt-5.5-2026-04-23, gpt-5.5",
        "openai/gpt-5.5, gpt-5.5",
        "gpt-5.1-codex-max, gpt-5.1",
        "gpt-5.6, gpt-5.6-sol",
        "models/gemini-2.5-pro, gemini-2.5-pro",
        "google/gemini-3.1-pro-preview, gemini-3.1-pro-preview",
    })
    void finds_a_model_under_the_names_that_tools_use(String name, String model) {
        assertThat(TABLE.find(name).map(ModelPrices::model)).contains(model);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "claude-sonnet-4-55",
                "claude-sonnet",
                "claude",
                "gpt-6.2-astra",
                "my-claude-sonnet-4-5",
                "/",
                "anthropic/",
                "[1m]",
                "-20250929",
            })
    void never_takes_the_nearest_model(String name) {
        assertThat(TABLE.find(name)).isEmpty();
    }

    @Test
    void a_version_in_a_name_is_part_of_it_unless_bedrock_put_it_there() {
        var table = table("deepseek", "deepseek-v3", "claude-x");

        assertThat(table.find("deepseek-v3").map(ModelPrices::model)).contains("deepseek-v3");
        assertThat(table.find("deepseek/deepseek-v3-2026-01-01").map(ModelPrices::model))
                .contains("deepseek-v3");
        assertThat(table.find("deepseek-v4")).isEmpty();
        assertThat(table.find("claude-x-v2")).isEmpty();
        assertThat(table.find("claude-x:0")).isEmpty();
        assertThat(table.find("eu.anthropic.claude-x-20260101-v2:0").map(ModelPrices::model))
                .contains("claude-x");
        assertThat(table.canonical("deepseek/deepseek-v3-20260101")).isEqualTo("deepseek-v3");
    }

    @Test
    void a_dated_name_that_is_listed_is_found_whatever_tools_put_around_it() {
        var table = table("gpt-x", "gpt-x-2024-05-13");

        assertThat(table.find("openai/gpt-x-2024-05-13[1m]").map(ModelPrices::model))
                .contains("gpt-x-2024-05-13");
        assertThat(table.find("openai/gpt-x-2025-01-01").map(ModelPrices::model))
                .contains("gpt-x");
    }

    private static PriceTable table(String... models) {
        var price = new Price(null, BigDecimal.ONE, BigDecimal.TWO, null, null, null, null, null);
        return new PriceTable(new PriceList(
                TABLE.list().snapshot(),
                TABLE.list().unit(),
                TABLE.list().sources(),
                Stream.of(models)
                        .map(model -> new ModelPrices(model, "other", List.of(), List.of(price)))
                        .toList()));
    }

    @Test
    void all_spellings_of_a_model_have_one_name_listed_or_not() {
        assertThat(TABLE.canonical("us.anthropic.claude-haiku-4-5-20251001-v1:0"))
                .isEqualTo("claude-haiku-4-5");
        assertThat(TABLE.canonical("Claude-Haiku-4.5")).isEqualTo("claude-haiku-4-5");
        assertThat(TABLE.canonical("atlas/Atlas-1-2026-01-01")).isEqualTo("atlas-1");
    }

    @Test
    void the_names_of_a_model_are_its_own_and_its_aliases_whichever_of_them_is_given() {
        var names = List.of("claude-4-5-haiku", "claude-4.5-haiku", "claude-haiku-4-5", "claude-haiku-4.5");

        assertThat(PriceTable.bundled().names("claude-haiku-4-5")).isEqualTo(names);
        assertThat(PriceTable.bundled().names("us.anthropic.Claude-4.5-Haiku-20251001-v1:0"))
                .isEqualTo(names);
        assertThat(PriceTable.bundled().names("atlas/Ember-1-2026-01-01")).containsExactly("ember-1");
    }

    @Test
    void bundled_rates_are_positive_and_a_cached_prompt_is_never_dearer_to_read() {
        assertThat(TABLE.list().models())
                .hasSizeGreaterThan(60)
                .allSatisfy(model -> assertThat(model.prices()).allSatisfy(price -> {
                    assertThat(price.input()).isGreaterThan(BigDecimal.ZERO);
                    assertThat(price.output()).isGreaterThan(price.input());
                    assertThat(price.readRate()).isGreaterThan(BigDecimal.ZERO).isLessThanOrEqualTo(price.input());
                    assertThat(price.writeRate()).isGreaterThanOrEqualTo(price.input());
                }));
    }

    @Test
    void a_long_prompt_is_never_cheaper() {
        assertThat(TABLE.list().models().stream().flatMap(model -> model.prices().stream()))
                .allSatisfy(price -> {
                    var rates = price.forPrompt(Long.MAX_VALUE);
                    assertThat(rates.input()).isGreaterThanOrEqualTo(price.input());
                    assertThat(rates.output()).isGreaterThanOrEqualTo(price.output());
                    assertThat(rates.readRate()).isGreaterThanOrEqualTo(price.readRate());
                    assertThat(rates.writeRate()).isGreaterThanOrEqualTo(price.writeRate());
                });
    }

    @Test
    void says_where_its_rates_come_from() {
        assertThat(TABLE.list().sources()).isNotEmpty().allSatisfy(source -> {
            assertThat(source.url()).startsWith("https://");
            assertThat(source.licence()).isNotBlank();
            assertThat(source.published()).isBeforeOrEqualTo(TABLE.list().snapshot());
        });
    }
}
