package io.afterhours.cost.price;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
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
