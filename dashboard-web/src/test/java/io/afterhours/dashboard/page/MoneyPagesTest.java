package io.afterhours.dashboard.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import io.afterhours.dashboard.DashboardServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Prices and budgets, as they are looked at and changed in a real browser. */
@QuarkusTest
@QuarkusTestResource(DashboardServers.class)
class MoneyPagesTest extends BrowserTest {
    @BeforeEach
    void begin_with_the_same_prices() {
        services.money.resetPrices();
    }

    @Test
    void prices_are_found_by_their_names_with_all_of_it_in_the_address() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/cost");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("without a price"))
                .click();
        assertThat(page).hasURL(browser.address() + "/prices");
        assertThat(row(page, "gpt-5.5")).isVisible();
        page.keyboard().press("/");
        page.keyboard().type("gemini");
        assertThat(page).hasURL(Pattern.compile("/prices\\?q=gemini$"));
        var row = row(page, "gemini-4-argon");
        assertThat(row).containsText(Pattern.compile("4 in, 20 out from 20\\d\\d-\\d\\d-\\d\\d"));
        assertThat(row).containsText("snapshot of 2026-11-21");
        assertThat(row(page, "gpt-5.5")).hasCount(0);

        page.keyboard().press("Escape");
        page.getByLabel("Provider").selectOption("openai");
        assertThat(page).hasURL(Pattern.compile("/prices\\?provider=openai$"));
        assertThat(row(page, "gpt-5.5")).containsText("batch");
        assertThat(row(page, "gpt-5.5")).containsText("LiteLLM");
        page.locator("#main").focus();
        for (var key : List.of("j", "j", "k", "Enter")) {
            page.keyboard().press(key);
        }

        assertThat(page).hasURL(browser.address() + "/prices/gpt-5.5");
        var prices = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("gpt-5.5"));
        assertThat(prices.getByRole(AriaRole.ROW).nth(1)).containsText("in effect");
        assertThat(prices.getByRole(AriaRole.ROW).nth(2)).containsText(Pattern.compile("batch\\s*2.5\\s*15"));
        assertThat(prices.getByRole(AriaRole.ROW).nth(3)).containsText("past");
        page.keyboard().press("u");
        assertThat(page).hasURL(browser.address() + "/prices");
    }

    private static Locator row(Page page, String model) {
        return page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("In effect today"))
                .getByRole(AriaRole.ROW, new Locator.GetByRoleOptions().setName(Pattern.compile("^" + model)));
    }

    @Test
    void another_price_of_a_model_holds_from_a_day_on_and_a_version_can_be_gone_back_to() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/prices/claude-sonnet-4-5");
        button(page, "Another price from a day on").click();
        var dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog.getByText("What is booked is never priced again")).isVisible();
        var day = LocalDate.now(ZoneOffset.UTC).plusDays(20).toString();
        dialog.getByLabel("Holds from").fill(day);
        var input = field(dialog, "Input").first();
        assertThat(input).hasValue("3");
        input.fill("2,5");
        field(dialog, "Why, for the history").fill("their mail");
        dialog.getByText("Save").click();
        assertThat(dialog.getByText("Expected a number; was “2,5”.")).isVisible();
        assertThat(input).isFocused();
        assertThat(violations(page)).isEmpty();
        input.fill("2.5");
        dialog.getByText("Save").click();

        assertThat(page.getByText("claude-sonnet-4-5 costs 2.5 in, 15 out from " + day + " on."))
                .isVisible();
        var prices = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("claude-sonnet-4-5"));
        assertThat(prices.getByRole(AriaRole.ROW).nth(1)).containsText("from " + day + " ahead");
        assertThat(prices.getByRole(AriaRole.ROW).nth(2)).containsText("above 200k");
        assertThat(page.getByText("person · 2 prices · their mail")).isVisible();
        assertThat(services.commands).anySatisfy(command -> {
            assertThat(command.method()).isEqualTo("PUT");
            assertThat(command.path()).isEqualTo("/api/prices/claude-sonnet-4-5");
            assertThat(command.body().at("/prices/1/longContext/above").asInt()).isEqualTo(200_000);
            assertThat(command.body().path("version").asInt()).isPositive();
        });

        button(page, "Go back to version 1").click();
        assertThat(page.getByText("claude-sonnet-4-5 is as it was in version 1."))
                .isVisible();
        assertThat(prices.getByText("ahead")).hasCount(0);
    }

    private static Locator field(Locator in, String label) {
        return in.getByLabel(label, new Locator.GetByLabelOptions().setExact(true));
    }

    @Test
    void reports_of_a_model_without_a_price_are_priced_once_it_has_one() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.keyboard().press("g");
        page.keyboard().press("r");
        var without = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Without a price"));
        assertThat(without).containsText("3 reports");
        button(page, "Price the reports of borealis-1 now").click();
        assertThat(page.getByText("Nothing could be priced. 3 reports have no price"))
                .isVisible();

        button(page, "Give borealis-1 a price").click();
        var dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(field(dialog, "Model")).hasValue("borealis-1");
        field(dialog, "Input").fill("1");
        field(dialog, "Output").fill("4");
        dialog.getByText("Save").click();
        assertThat(dialog.getByText("Expected 1 to 40 of a-z, 0-9 and -; nothing was given."))
                .isVisible();
        assertThat(field(dialog, "Provider")).isFocused();
        field(dialog, "Provider").fill("borealis");
        page.keyboard().press("Enter");
        assertThat(row(page, "borealis-1")).containsText(Pattern.compile("1\\s*4"));

        button(page, "Price the reports of borealis-1 now").click();
        assertThat(page.getByText("3 reports priced, $0.42 in all.")).isVisible();
        assertThat(without.getByText("borealis-1")).hasCount(0);
    }

    @Test
    void a_price_list_is_looked_at_before_it_is_taken_and_single_models_stay_as_they_are() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/prices");
        button(page, "Import a price list").click();
        var part = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Import a price list"));
        var file = part.getByLabel("File");
        file.setInputFiles(file("{\"atlas\": {}}"));
        assertThat(part.getByText("Expected LiteLLM's model_prices_and_context_window.json or models.dev's api.json"))
                .isVisible();
        file.setInputFiles(file("""
                {"o3": {"input_cost_per_token": 8e-6, "output_cost_per_token": 3e-5},
                 "atlas-9": {"input_cost_per_token": 1e-6, "output_cost_per_token": 2e-6},
                 "gpt-5.5": {"input_cost_per_token": 7e-6, "output_cost_per_token": 3e-5}}"""));
        assertThat(part.getByText("3 models would change, 1 is as here already, 1 cannot be taken."))
                .isVisible();
        assertThat(part.getByRole(AriaRole.ROW).nth(1)).containsText("input 10 → 8");
        assertThat(part.getByRole(AriaRole.ROW).nth(2)).containsText("no price");
        assertThat(row(page, "atlas-9")).hasCount(0);
        assertThat(violations(page)).isEmpty();
        part.getByLabel("Take gpt-5.5").uncheck();
        part.getByText("Change 2 models").click();
        assertThat(page.getByText("2 models have the prices of LiteLLM")).isVisible();
        assertThat(row(page, "atlas-9")).containsText(Pattern.compile("1\\s*2"));
    }

    private static FilePayload file(String json) {
        return new FilePayload("prices.json", "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void a_budget_is_added_changed_and_removed_after_a_question() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/cost");
        button(page, "Add a budget").click();
        var dialog = page.getByRole(AriaRole.DIALOG);
        var save = dialog.getByText("Save");
        field(dialog, "Name").fill("day");
        save.click();
        assertThat(dialog.getByText("Expected a name that no budget has yet; was “day”."))
                .isVisible();
        field(dialog, "Name").fill("growth");
        dialog.getByLabel("For one").selectOption("build");
        field(dialog, "Which build").fill("B-999999");
        save.click();
        assertThat(dialog.getByText("Expected the id of a build there is; was “B-999999”."))
                .isVisible();
        assertThat(field(dialog, "Which build")).isFocused();
        field(dialog, "Which build").fill("");
        dialog.getByLabel("For one").selectOption("tag");
        save.click();
        assertThat(dialog.getByText("Expected an amount in USD such as \"20.00\"; nothing was given."))
                .isVisible();
        assertThat(field(dialog, "Limit in US dollars")).isFocused();
        field(dialog, "Limit in US dollars").fill("50");
        save.click();
        assertThat(dialog.getByText("Expected text of 1 to 128 characters")).isVisible();
        assertThat(violations(page)).isEmpty();
        field(dialog, "Which tag").fill("growth");
        dialog.getByLabel("the inbox says so").check();
        save.click();
        assertThat(page.getByText("The budget growth counts from here on")).isVisible();
        var budgets = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Budgets"));
        assertThat(budgets).containsText("tag growth each month · warns only");

        button(page, "Change the budget growth").click();
        field(dialog, "Limit in US dollars").fill("75");
        page.keyboard().press("Enter");
        assertThat(budgets.getByText("of $75.00")).isVisible();
        assertThat(services.commands).anySatisfy(command -> {
            assertThat(command.path()).isEqualTo("/api/budgets/growth");
            assertThat(command.body().path("limit").asText()).isEqualTo("75");
            assertThat(command.body().at("/scope/tag").asText()).isEqualTo("growth");
            assertThat(command.body().path("hard").asBoolean()).isFalse();
        });

        assertThat(button(page, "Remove the budget day")).hasCount(0);
        button(page, "Remove the budget growth").click();
        button(page, "Keep").click();
        assertThat(budgets.getByText("of $75.00")).isVisible();
        button(page, "Remove the budget growth").click();
        button(page, "Remove it").click();
        assertThat(page.getByText("The budget growth is removed.")).isVisible();
        assertThat(budgets.getByText("of $75.00")).hasCount(0);
    }

    @Test
    void a_budget_that_is_spent_or_nearly_says_so_in_a_word_beside_its_bar() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/cost");
        var budgets = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Budgets"))
                .getByRole(AriaRole.LISTITEM);
        var week = budgets.filter(new Locator.FilterOptions().setHasText(Pattern.compile("^\\s*week")));
        assertThat(week).containsText("of $100.00 · nearly spent");
        assertThat(week.getByRole(AriaRole.PROGRESSBAR)).hasClass(Pattern.compile("tone-late"));
        var day = budgets.filter(new Locator.FilterOptions().setHasText(Pattern.compile("^\\s*day")));
        assertThat(day).not().containsText("nearly");
        assertThat(day.getByRole(AriaRole.PROGRESSBAR)).hasClass(Pattern.compile("tone-running"));
    }

    @Test
    void what_is_exempt_from_a_budget_is_added_and_taken_back() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/cost");
        button(page, "Exempt something from week").click();
        page.getByLabel("What is exempt from week").selectOption("build");
        page.getByLabel("Which build").fill("importer");
        button(page, "Save").click();
        assertThat(page.getByText("a build's id such as B-42").first()).isVisible();
        assertThat(violations(page)).isEmpty();

        page.getByLabel("What is exempt from week").selectOption("tag");
        page.getByLabel("Which tag").fill("front page");
        button(page, "Save").click();

        assertThat(page.getByText("Starts all the same")).isVisible();
        button(page, "No longer exempt tag front page from week").click();
        assertThat(page.getByText("Starts all the same")).hasCount(0);
    }

    @Test
    void the_forms_of_money_are_accessible_and_within_their_width_light_on_a_desk_and_dark_on_a_phone() {
        var found = new ArrayList<String>();
        for (var width : List.of(1360, 390)) {
            var scheme = width == 390 ? ColorScheme.DARK : ColorScheme.LIGHT;
            var page = browser.signedIn(width, scheme);
            page.navigate(browser.address() + "/prices/gpt-5.5");
            page.getByLabel("Change the price that holds").first().click();
            page.getByRole(AriaRole.DIALOG).getByText("Service tier batch").waitFor();
            look(page, "price-form-" + width, found);
            page.navigate(browser.address() + "/prices");
            button(page, "Import a price list").click();
            page.getByLabel("File").setInputFiles(file("""
                    {"cinder-5": {"input_cost_per_token": 3e-6, "output_cost_per_token": 3e-5}}"""));
            page.getByText("1 model would change").waitFor();
            look(page, "price-import-" + width, found);
            page.navigate(browser.address() + "/cost");
            button(page, "Add a budget").click();
            page.getByLabel("Which agent").waitFor();
            look(page, "budget-form-" + width, found);
        }
        assertThat(found).isEmpty();
    }
}
