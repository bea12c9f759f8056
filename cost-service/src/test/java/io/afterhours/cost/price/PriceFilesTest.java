package io.afterhours.cost.price;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.afterhours.contracts.InvalidEvent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PriceFilesTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 11, 21);

    private static final String LITELLM = """
            {"sample_spec":{"litellm_provider":"one of","mode":"chat","input_cost_per_token":0.0},
             "claude-new-1":{"litellm_provider":"anthropic","mode":"chat","input_cost_per_token":4e-6,"output_cost_per_token":2e-5,
              "cache_read_input_token_cost":2e-7,"cache_creation_input_token_cost":5e-6,
              "cache_creation_input_token_cost_above_1hr":8e-6,"input_cost_per_token_batches":2e-6,
              "output_cost_per_token_batches":1e-5,"max_input_tokens":1000000},
             "gemini/gemini-2.5-pro":{"litellm_provider":"gemini","mode":"chat","input_cost_per_token":1.25e-06,
              "output_cost_per_token":1e-05,"cache_read_input_token_cost":1.25e-07,
              "input_cost_per_token_above_200k_tokens":2.5e-06,"output_cost_per_token_above_200k_tokens":1.5e-05,
              "cache_read_input_token_cost_above_200k_tokens":2.5e-07},
             "gpt-5.5":{"litellm_provider":"openai","mode":"chat","input_cost_per_token":4.5e-06,"output_cost_per_token":3e-05,
              "input_cost_per_token_priority":9e-06,"output_cost_per_token_priority":6e-05,
              "input_cost_per_token_above_272k_tokens_priority":1.8e-05,"output_cost_per_token_above_272k_tokens_priority":9e-05},
             "azure/gpt-5.5":{"litellm_provider":"azure","mode":"chat","input_cost_per_token":9e-06,"output_cost_per_token":3e-05},
             "dall-e":{"litellm_provider":"openai","mode":"image_generation","input_cost_per_token":9e-06},
             "half":{"litellm_provider":"openai","mode":"chat","input_cost_per_token":1e-06}}""";

    private static final String MODELS_DEV = """
            {"anthropic":{"id":"anthropic","models":{
               "claude-sonnet-4-5-20250929":{"id":"x","cost":{"input":3,"output":15,"cache_read":0.3,"cache_write":3.75}},
               "claude-opus-5-5":{"id":"y","cost":{"input":4,"output":20.00,"cache_read":0.1,"cache_write":5}}}},
             "reseller":{"id":"reseller","models":{"gpt-5.5":{"cost":{"input":1,"output":2}}}},
             "google":{"id":"google","models":{"gemini-9":{"cost":{"input":1,"output":2,
               "context_over_200k":{"input":2,"output":3}}}, "free":{"id":"free"}}}}""";

    @Test
    void reads_litellms_rates_per_token_with_tiers_and_long_context() {
        var report = report(LITELLM);

        assertThat(report.source()).isEqualTo("LiteLLM");
        assertThat(report.changes()).extracting(PriceImport.Change::model).containsExactly("claude-new-1", "gpt-5.5");
        assertThat(report.unchanged())
                .as("gemini-2.5-pro has this price already")
                .isEqualTo(1);
        var fresh = change(report, "claude-new-1");
        assertThat(fresh.before()).isNull();
        assertThat(fresh.after().input()).isEqualTo(new BigDecimal("4"));
        assertThat(fresh.after().cacheRead()).isEqualTo(new BigDecimal("0.2"));
        assertThat(fresh.after().cacheWrite1h()).isEqualTo(new BigDecimal("8"));
        assertThat(fresh.after().tiers()).containsOnlyKeys("batch");
        assertThat(there(there(fresh.after().tiers()).get("batch")).output()).isEqualTo(new BigDecimal("10"));
        var priority = there(there(change(report, "gpt-5.5").after().tiers()).get("priority"));
        assertThat(priority.input()).isEqualTo(new BigDecimal("9"));
        assertThat(there(priority.longContext()).above()).isEqualTo(272_000);
        assertThat(there(priority.longContext()).output()).isEqualTo(new BigDecimal("90"));
    }

    @Test
    void leaves_out_what_is_no_price_of_the_provider_itself_and_names_what_it_cannot_read() {
        var report = report(LITELLM);

        assertThat(report.skipped())
                .containsExactly(new PriceImport.Skipped("half", "it has no output_cost_per_token"));
    }

    @Test
    void names_each_entry_that_is_broken_and_takes_the_others() {
        var report = report("""
                {"words":{"litellm_provider":"openai","mode":"chat","input_cost_per_token":"1e-6","output_cost_per_token":"2e-6"},
                 "none":{"litellm_provider":"openai","mode":"chat","input_cost_per_token":null},
                 "minus":{"litellm_provider":"openai","mode":"chat","input_cost_per_token":-1e-6,"output_cost_per_token":2e-6},
                 "endless":{"litellm_provider":"openai","mode":"chat","input_cost_per_token":1e2147483647,"output_cost_per_token":2e-6},
                 "far":{"litellm_provider":"openai","mode":"chat","input_cost_per_token":1e-6,"output_cost_per_token":2e-6,
                  "input_cost_per_token_above_9999999999999999999k_tokens":1e-6},
                 "good":{"litellm_provider":"openai","mode":"chat","input_cost_per_token":1e-6,"output_cost_per_token":2e-6},
                 "text":"none", "number":5, "nothing":null, "list":[1]}""");

        assertThat(report.changes()).extracting(PriceImport.Change::model).containsExactly("good");
        assertThat(report.skipped())
                .extracting(PriceImport.Skipped::name)
                .containsExactlyInAnyOrder("words", "none", "minus", "endless", "far");
        assertThat(report.skipped())
                .contains(
                        new PriceImport.Skipped("none", "it has no input_cost_per_token"),
                        new PriceImport.Skipped(
                                "far", "its input_cost_per_token_above_9999999999999999999k_tokens is none"));
    }

    @Test
    void a_list_with_a_rate_beyond_all_bounds_is_read_at_once() {
        var report = assertTimeoutPreemptively(Duration.ofSeconds(5), () -> report("""
                        {"huge":{"litellm_provider":"openai","mode":"chat","input_cost_per_token":1e20000000,"output_cost_per_token":2e-6}}"""));

        assertThat(report.changes()).isEmpty();
        assertThat(report.skipped()).extracting(PriceImport.Skipped::name).containsExactly("huge");
    }

    @Test
    void names_what_models_dev_says_in_another_way_than_numbers() {
        var report = report("""
                {"openai":{"models":{"good":{"cost":{"input":1,"output":2}},"text":{"cost":"free"},"list":{"cost":{"input":[1],"output":2}},
                 "none":{"id":"none"},"nothing":null}}}""");

        assertThat(report.changes()).extracting(PriceImport.Change::model).containsExactly("good");
        assertThat(report.skipped())
                .containsExactly(
                        new PriceImport.Skipped("text", "it has no input"),
                        new PriceImport.Skipped("list", "it has no input"));
    }

    @Test
    void a_rate_beyond_all_bounds_is_refused_without_being_written_out() {
        var rate = new BigDecimal("1e1000000");

        assertThat(there(Rates.plain(rate)).precision()).as("its digits").isEqualTo(1);
        assertThat(Rates.plain(new BigDecimal("1e3"))).isEqualTo(new BigDecimal("1000"));
        assertThatThrownBy(() -> PriceRules.check(
                        new ModelPrices(
                                "huge",
                                "openai",
                                List.of(),
                                List.of(new Price(null, rate, rate, null, null, null, null, null))),
                        PriceTable.bundled()))
                .hasMessageContaining("from 0 to 100000");
    }

    @Test
    void leaves_single_models_as_they_are_by_their_name_here_or_in_the_list() {
        var file = PriceFiles.read(MODELS_DEV.getBytes(StandardCharsets.UTF_8), TODAY);

        var report = file.against(PriceTable.bundled(), List.of("claude-sonnet-4-5-20250929", "claude-opus-5-5"));

        assertThat(report.changes()).extracting(PriceImport.Change::model).containsExactly("gemini-9");
        assertThat(report.unchanged()).isZero();
        assertThat(report.skipped()).contains(new PriceImport.Skipped("claude-opus-5-5", "it is left out, as asked"));
        assertThatThrownBy(() -> file.against(PriceTable.bundled(), List.of("gemini-8")))
                .isInstanceOf(InvalidEvent.class)
                .hasMessageContaining("except: expected models of the list, was gemini-8");
    }

    @Test
    void keeps_the_prices_before_and_lets_the_other_hold_from_its_day_on() {
        var result = change(report(LITELLM), "gpt-5.5").result();

        assertThat(result.prices()).extracting(Price::from).containsExactly(null, TODAY);
        assertThat(result.prices().getFirst().input()).isEqualTo(new BigDecimal("5"));
    }

    @Test
    void reads_models_devs_rates_per_million_and_keeps_what_it_does_not_say() {
        var report = report(MODELS_DEV);

        assertThat(report.source()).isEqualTo("models.dev");
        assertThat(report.unchanged()).as("sonnet, under its dated name").isEqualTo(1);
        var opus = change(report, "claude-opus-5-5");
        assertThat(there(opus.before()).cacheRead()).isEqualTo(new BigDecimal("0.2"));
        assertThat(opus.after().cacheRead()).isEqualTo(new BigDecimal("0.1"));
        assertThat(opus.after().cacheWrite1h()).as("not in the list").isEqualTo(new BigDecimal("8"));
        assertThat(there(change(report, "gemini-9").after().longContext()).above())
                .isEqualTo(200_000);
    }

    @Test
    void a_dated_row_with_other_rates_is_a_model_of_its_own_and_one_with_the_same_is_named() {
        var report = report("""
                {"openai":{"id":"openai","models":{
                   "gpt-4o-2024-05-13":{"cost":{"input":5,"output":15}},
                   "gpt-4o":{"cost":{"input":2.5,"output":10,"cache_read":1.25}},
                   "gpt-4o-2024-11-20":{"cost":{"input":2.5,"output":10,"cache_read":1.25}},
                   "o3-2026-02-02":{"cost":{"input":9,"output":9}}}},
                 "deepseek":{"id":"deepseek","models":{
                   "deepseek":{"cost":{"input":1,"output":2}},
                   "deepseek-v3":{"cost":{"input":3,"output":4}}}}}""");

        assertThat(report.unchanged()).as("gpt-4o").isEqualTo(1);
        assertThat(report.changes())
                .extracting(PriceImport.Change::model)
                .containsExactly("gpt-4o-2024-05-13", "o3-2026-02-02", "deepseek", "deepseek-v3");
        var dated = change(report, "gpt-4o-2024-05-13");
        assertThat(there(dated.before()).input()).as("as gpt-4o until then").isEqualTo(new BigDecimal("2.5"));
        assertThat(dated.after().input()).isEqualTo(new BigDecimal("5"));
        assertThat(dated.result().aliases()).isEmpty();
        assertThat(dated.result().prices()).extracting(Price::from).containsExactly(null, TODAY);
        assertThat(report.skipped())
                .containsExactly(new PriceImport.Skipped("gpt-4o-2024-11-20", "it costs what gpt-4o costs"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "[]", "{}", "{\"a\":1}", "{\"a\":{\"b\":1}}", "{\"a\":", "{\"a\":{}}{}"})
    void refuses_what_is_neither_list(String file) {
        assertThatThrownBy(() -> report(file)).isInstanceOf(InvalidEvent.class);
    }

    private static PriceImport.Report report(String file) {
        return PriceFiles.read(file.getBytes(StandardCharsets.UTF_8), TODAY).against(PriceTable.bundled(), List.of());
    }

    private static PriceImport.Change change(PriceImport.Report report, String model) {
        return List.copyOf(report.changes()).stream()
                .filter(each -> each.model().equals(model))
                .findFirst()
                .orElseThrow();
    }

    private static <T> T there(@Nullable T value) {
        return Objects.requireNonNull(value);
    }
}
