package io.afterhours.cost.price;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.Check;
import io.afterhours.contracts.Json;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The sums in comments are worked by hand: tokens times nano-dollars per token, which is dollars per million times 1,000. */
class PricingRulesTest {
    private static final PriceTable TABLE = PriceTable.bundled();
    private static final Instant NOVEMBER = Instant.parse("2026-11-21T22:00:00Z");

    @Test
    void prices_each_bucket_of_an_anthropic_call() {
        // 12,500 x 3,000 + 8,300 x 15,000 + 100,000 x 300 + 20,000 x 3,750 + 5,000 x 6,000
        assertThat(nanos("claude-sonnet-4-5", new Tokens(12_500, 8_300, 100_000, 20_000, 5_000)))
                .isEqualTo(37_500_000L + 124_500_000 + 30_000_000 + 75_000_000 + 30_000_000)
                .isEqualTo(297_000_000L);
    }

    @Test
    void prices_a_single_token_each_way() {
        assertThat(nanos("claude-haiku-4-5", new Tokens(1, 1, 0, 0, 0))).isEqualTo(6_000L);
        assertThat(nanos("gpt-6-luna", new Tokens(0, 0, 0, 1, 0))).isEqualTo(125L);
    }

    @Test
    void takes_cache_rates_from_the_table_and_no_multiplier() {
        // Opus 5.5 reads its cache at a twentieth of the input, not at the usual tenth:
        // 10,000 x 4,000 + 2,000 x 20,000 + 1,000,000 x 200 + 30,000 x 5,000 + 10,000 x 8,000
        assertThat(nanos("claude-opus-5-5", new Tokens(10_000, 2_000, 1_000_000, 30_000, 10_000)))
                .isEqualTo(40_000_000L + 40_000_000 + 200_000_000 + 150_000_000 + 80_000_000)
                .isEqualTo(510_000_000L);
    }

    @Test
    void charges_the_long_context_rate_for_the_whole_request() {
        // One token over 200,000, counting what came from the cache: 150,000 x 6,000 + 1,000 x 22,500 + 50,001 x 600
        assertThat(nanos("claude-sonnet-4-5", new Tokens(150_000, 1_000, 50_001, 0, 0)))
                .isEqualTo(900_000_000L + 22_500_000 + 30_000_600);
    }

    @Test
    void charges_the_base_rate_up_to_the_threshold_itself() {
        // 150,000 x 3,000 + 1,000 x 15,000 + 50,000 x 300
        assertThat(nanos("claude-sonnet-4-5", new Tokens(150_000, 1_000, 50_000, 0, 0)))
                .isEqualTo(450_000_000L + 15_000_000 + 15_000_000);
    }

    @ParameterizedTest
    @CsvSource({
        // 100,000 x 100 + 10 x 500; then 100,001 x 500 + 10 x 2,500
        "claude-haiku-5-5, 100000, 10, 10005000",
        "claude-haiku-5-5, 100001, 10, 50025500",
        // 272,000 x 5,000 + 1 x 30,000; then 272,001 x 10,000 + 1 x 45,000
        "gpt-5.5, 272000, 1, 1360030000",
        "gpt-5.5, 272001, 1, 2720055000",
        // 272,001 x 4,000 + 100 x 15,000
        "gpt-6.1-sol, 272001, 100, 1089504000",
        // 200,000 x 2,000 + 500 x 12,000; then 200,001 x 4,000 + 500 x 18,000
        "gemini-3-pro-preview, 200000, 500, 406000000",
        "gemini-3-pro-preview, 200001, 500, 809004000",
        // the whole window at one rate: 900,000 x 4,000 + 100 x 20,000
        "claude-opus-5-5, 900000, 100, 3602000000",
    })
    void knows_each_providers_threshold(String model, long input, long output, long expected) {
        assertThat(nanos(model, new Tokens(input, output, 0, 0, 0))).isEqualTo(expected);
    }

    @Test
    void prices_an_openai_call_at_the_price_of_its_day() {
        var tokens = new Tokens(100_000, 10_000, 150_000, 2_000, 0);
        // 100,000 x 5,000 + 10,000 x 30,000 + 150,000 x 500 + 2,000 x 6,250
        assertThat(nanos("gpt-5.6-sol", tokens, Instant.parse("2026-08-20T23:59:59.999Z")))
                .isEqualTo(500_000_000L + 300_000_000 + 75_000_000 + 12_500_000);
        // 100,000 x 4,000 + 10,000 x 20,000 + 150,000 x 400 + 2,000 x 5,000
        assertThat(nanos("gpt-5.6-sol", tokens, Instant.parse("2026-08-21T00:00:00Z")))
                .isEqualTo(400_000_000L + 200_000_000 + 60_000_000 + 10_000_000);
    }

    @Test
    void prices_a_google_call_with_its_thoughts_as_output() {
        // 33,651 x 1,250 + (151 + 1,880) x 10,000
        assertThat(nanos("gemini-2.5-pro", new Tokens(33_651, 2_031, 0, 0, 0)))
                .isEqualTo(42_063_750L + 20_310_000)
                .isEqualTo(62_373_750L);
    }

    @Test
    void knows_a_rise_that_is_announced() {
        var tokens = new Tokens(1_000, 100, 0, 0, 0);
        assertThat(nanos("gemini-4-argon", tokens, Instant.parse("2026-11-30T23:59:59Z")))
                .isEqualTo(2_000_000L + 1_000_000);
        assertThat(nanos("gemini-4-argon", tokens, Instant.parse("2026-12-01T00:00:00Z")))
                .isEqualTo(4_000_000L + 2_000_000);
    }

    @Test
    void charges_a_cached_prompt_as_a_prompt_where_there_is_no_cache_rate() {
        assertThat(nanos("gpt-5-pro", new Tokens(0, 0, 1_000, 0, 0))).isEqualTo(15_000_000L);
        assertThat(nanos("gpt-5", new Tokens(0, 0, 0, 1_000, 0))).isEqualTo(1_250_000L);
        assertThat(nanos("gpt-6-sol", new Tokens(0, 0, 0, 0, 1_000))).isEqualTo(2_500_000L);
    }

    @Test
    void prices_an_aggregate_at_base_rates_and_says_so() {
        var priced =
                PricingRules.price(TABLE, "gpt-5.5", new Tokens(900_000, 1_000, 0, 0, 0), said("aggregate"), NOVEMBER);

        assertThat(priced).isEqualTo(new Priced(new Money(4_500_000_000L + 30_000_000), Basis.AGGREGATE));
    }

    @Test
    void what_could_be_read_of_an_ended_run_is_an_estimate_whoever_priced_it() {
        var tokens = new Tokens(1_000_000, 10, 0, 0, 0);

        assertThat(PricingRules.price(TABLE, "claude-haiku-4-5", tokens, said("estimated"), NOVEMBER)
                        .basis())
                .isEqualTo(Basis.ESTIMATED);
        assertThat(PricingRules.price(TABLE, "claude-haiku-4-5", tokens, cost("0.5", "estimated"), NOVEMBER))
                .isEqualTo(new Priced(Money.dollars("0.50"), Basis.ESTIMATED));
        assertThat(PricingRules.price(TABLE, "secret-1", tokens, said("estimated"), NOVEMBER)
                        .basis())
                .isEqualTo(Basis.UNKNOWN);
    }

    @Test
    void prefers_a_reported_cost_to_a_computed_one() {
        var tokens = new Tokens(1_000_000, 1_000_000, 0, 0, 0);

        assertThat(PricingRules.price(TABLE, "claude-sonnet-4-5", tokens, cost("0.0199", null), NOVEMBER))
                .isEqualTo(new Priced(new Money(19_900_000), Basis.REPORTED));
        assertThat(PricingRules.price(TABLE, "claude-sonnet-4-5", tokens, cost("0.5", "self-reported"), NOVEMBER))
                .isEqualTo(new Priced(Money.dollars("0.50"), Basis.SELF_REPORTED));
    }

    @Test
    void believes_a_reported_cost_of_a_model_it_does_not_know() {
        assertThat(PricingRules.price(TABLE, "secret-1", new Tokens(1, 1, 0, 0, 0), cost("1", null), NOVEMBER))
                .isEqualTo(new Priced(Money.dollars("1"), Basis.REPORTED));
    }

    @Test
    void prices_an_estimate_of_what_may_be_several_calls_at_base_rates() {
        // 900,000 x 5,000, as none of the calls need have been long
        assertThat(PricingRules.price(TABLE, "gpt-5.5", new Tokens(900_000, 0, 0, 0, 0), said("estimated"), NOVEMBER))
                .isEqualTo(new Priced(new Money(900_000L * 5_000), Basis.ESTIMATED));
    }

    @Test
    void leaves_the_cost_of_an_unknown_model_unknown() {
        var priced = PricingRules.price(TABLE, "secret-1", new Tokens(1, 1, 0, 0, 0), Said.NOTHING, NOVEMBER);

        assertThat(priced.cost()).isNull();
        assertThat(priced.basis()).isEqualTo(Basis.UNKNOWN);
    }

    @Test
    void prices_the_most_that_a_report_may_say_without_overflow() {
        long most = Check.MOST_TOKENS;

        assertThat(nanos("gpt-5.5-pro", new Tokens(most, most, most, most, most)))
                .isEqualTo(4 * most * 60_000 + most * 270_000);
    }

    @ParameterizedTest
    @CsvSource({"0.0000000005, 1", "0.0000000004999, 0", "0.0000000015, 2", "1e-9, 1", "100000, 100000000000000"})
    void rounds_a_reported_cost_to_the_nearest_nano_dollar(BigDecimal dollars, long nanos) {
        assertThat(Money.of(dollars).nanos()).isEqualTo(nanos);
    }

    @Test
    void tells_what_cache_reads_saved_against_the_input_rate_of_the_same_request() {
        // 1,000,000 x (4,000 - 200)
        assertThat(priced("claude-opus-5-5", new Tokens(10, 10, 1_000_000, 0, 0), Said.NOTHING)
                        .cacheSaving())
                .isEqualTo(new Money(3_800_000_000L));
        // a long request: 250,000 x (6,000 - 600)
        assertThat(priced("claude-sonnet-4-5", new Tokens(10, 10, 250_000, 0, 0), Said.NOTHING)
                        .cacheSaving())
                .isEqualTo(new Money(1_350_000_000L));
        // no cache rate, no saving; a reported cost changes nothing of it: 1,000 x (3,000 - 300)
        assertThat(priced("gpt-5-pro", new Tokens(0, 0, 1_000, 0, 0), Said.NOTHING)
                        .cacheSaving())
                .isEqualTo(Money.ZERO);
        assertThat(priced("claude-sonnet-4-5", new Tokens(0, 0, 1_000, 0, 0), cost("0.0199", null))
                        .cacheSaving())
                .isEqualTo(new Money(2_700_000));
    }

    @Test
    void what_a_subscription_covers_costs_nothing_and_is_worth_its_price() {
        var tokens = new Tokens(12_500, 8_300, 0, 0, 0);

        // 12,500 x 3,000 + 8,300 x 15,000
        assertThat(priced("claude-sonnet-4-5", tokens, said("subscription")))
                .isEqualTo(new Priced(Money.ZERO, Basis.SUBSCRIPTION, Money.ZERO, new Money(162_000_000)));
        assertThat(priced("claude-sonnet-4-5", tokens, cost("0.5", "subscription")))
                .isEqualTo(new Priced(Money.ZERO, Basis.SUBSCRIPTION, Money.ZERO, Money.dollars("0.50")));
        assertThat(priced("secret-1", tokens, said("subscription")))
                .isEqualTo(new Priced(Money.ZERO, Basis.SUBSCRIPTION));
    }

    @ParameterizedTest
    @CsvSource({
        // Anthropic at half: 10,000 x 1,500 + 2,000 x 7,500 + 40,000 x 150 + 1,000 x 1,875 + 500 x 3,000
        "claude, batch, 39375000",
        // and at the standard tier: 10,000 x 3,000 + 2,000 x 15,000 + 40,000 x 300 + 1,000 x 3,750 + 500 x 6,000
        "claude, standard, 78750000",
        // OpenAI, priority, one rate for the cache: 10,000 x 9,000 + 2,000 x 60,000 + 40,000 x 900 + 1,500 x 9,000
        "gpt, priority, 259500000",
        "gpt, PRIORITY, 259500000",
        // Google, batch, a long prompt at the tier's own long rates: 10,000 x 1,250 + 2,000 x 7,500 + 40,000 x 125 +
        // 1,500 x 1,250
        "gemini, batch, 34375000",
    })
    void prices_a_service_tier_at_its_own_rates(String model, String tier, long expected) {
        var tokens = new Tokens(10_000, 2_000, 40_000, 1_000, 500);

        assertThat(PricingRules.price(TIERS, model, tokens, new Said(null, null, tier), NOVEMBER))
                .extracting(Priced::cost)
                .isEqualTo(new Money(expected));
    }

    @Test
    void a_tier_without_rates_of_its_own_has_no_price() {
        assertThat(PricingRules.price(TIERS, "gpt", new Tokens(1, 1, 0, 0, 0), new Said(null, null, "batch"), NOVEMBER))
                .isEqualTo(Priced.UNKNOWN);
    }

    private static final PriceTable TIERS =
            new PriceTable(Json.read("""
                    {"snapshot":"2026-11-21","unit":"","sources":[],"models":[
                     {"model":"claude","provider":"anthropic","aliases":[],"prices":[{"input":3,"output":15,"cacheRead":0.3,
                      "cacheWrite":3.75,"cacheWrite1h":6,"tiers":{"batch":{"input":1.5,"output":7.5,"cacheRead":0.15,
                      "cacheWrite":1.875,"cacheWrite1h":3}}}]},
                     {"model":"gpt","provider":"openai","aliases":[],"prices":[{"input":4.5,"output":30,"tiers":{"priority":
                      {"input":9,"output":60,"cacheRead":0.9}}}]},
                     {"model":"gemini","provider":"google","aliases":[],"prices":[{"input":1.25,"output":10,"tiers":{"batch":
                      {"input":0.625,"output":5,"longContext":{"above":50000,"input":1.25,"output":7.5,"cacheRead":0.125}}}}]}]}""".getBytes(StandardCharsets.UTF_8), PriceList.class));

    private static Said said(String basis) {
        return new Said(null, basis, null);
    }

    private static Said cost(String dollars, @Nullable String basis) {
        return new Said(new BigDecimal(dollars), basis, null);
    }

    private static Priced priced(String model, Tokens tokens, Said said) {
        return PricingRules.price(TABLE, model, tokens, said, NOVEMBER);
    }

    private static long nanos(String model, Tokens tokens) {
        return nanos(model, tokens, NOVEMBER);
    }

    private static long nanos(String model, Tokens tokens, Instant at) {
        var priced = PricingRules.price(TABLE, model, tokens, Said.NOTHING, at);
        var cost = priced.cost();
        assertThat(priced.basis()).isEqualTo(Basis.COMPUTED);
        assertThat(cost).isNotNull();
        return cost == null ? -1 : cost.nanos();
    }
}
