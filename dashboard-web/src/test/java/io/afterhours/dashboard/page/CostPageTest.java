package io.afterhours.dashboard.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.afterhours.dashboard.DashboardServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The Cost page, in a real browser. */
@QuarkusTest
@QuarkusTestResource(DashboardServers.class)
class CostPageTest extends BrowserTest {
    private static final Pattern AS_OF = Pattern.compile("^as of (.+ )?\\d\\d:\\d\\d");

    @Test
    void the_cost_page_shows_where_the_day_leads_and_what_is_reserved() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/cost");
        assertThat(page.getByText("at the pace of the last three hours")).containsText("Dry at");
        assertThat(page.getByText("ends at $22.30").locator(".."))
                .containsText("$17.10 to $27.90 · $9.40 spent, $4.30 queued, $8.60 at the usual pace");
        assertThat(page.getByText("10 ended within the range")).isVisible();
        var hours = page.locator(".axis");
        assertThat(hours.getByText("24:00").boundingBox().height)
                .isEqualTo(hours.getByText("12:00").boundingBox().height);

        assertThat(page.getByText("+ $1.50 reserved")).isVisible();
    }

    @Test
    void while_money_is_spent_all_the_time_what_the_page_shows_is_read_once_a_second() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/cost");
        assertThat(page.getByText("+ $1.50 reserved")).isVisible();
        var reads = new ConcurrentHashMap<String, Integer>();
        page.onRequest(request ->
                reads.merge(request.url().replaceFirst(".*(/api/\\w+).*", "$1"), 1, (one, more) -> one + more));

        for (int tenth = 0; tenth < 50; tenth++) {
            services.publish("cost.budget", spent(tenth));
            page.waitForTimeout(100);
        }

        assertThat(reads)
                .hasEntrySatisfying("/api/costs", count -> assertThat(count).isBetween(3, 6))
                .hasEntrySatisfying("/api/forecast", count -> assertThat(count).isBetween(3, 6))
                .hasEntrySatisfying("/api/budgets", count -> assertThat(count).isBetween(3, 6));
    }

    private static JsonNode spent(int millis) {
        var midnight = Instant.now().truncatedTo(ChronoUnit.DAYS);
        return JsonNodeFactory.instance
                .objectNode()
                .put("name", "day")
                .put("version", 1_000 + millis)
                .put("limitNanos", 20_000_000_000L)
                .put("spentNanos", 9_400_000_000L + 1_000_000L * millis)
                .put("hard", true)
                .put("state", "ok")
                .put("periodStart", midnight.toString())
                .put("periodEnd", midnight.plus(Duration.ofDays(1)).toString())
                .put("at", Instant.now().toString());
    }

    @Test
    void the_picture_of_the_day_says_what_each_of_its_lines_is_on_desk_and_phone() {
        for (var width : List.of(1360, 390)) {
            var page = browser.signedIn(width, ColorScheme.DARK);
            page.navigate(browser.address() + "/cost");
            var legend = page.getByRole(AriaRole.LIST, new Page.GetByRoleOptions().setName("What the lines are"))
                    .getByRole(AriaRole.LISTITEM);

            assertThat(legend).hasText(new String[] {
                "spent",
                "8 of 10 such days end within",
                "the plan: the budget, spent evenly",
                "the budget",
                "now",
                "dry"
            });
            var right = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Today against the plan"))
                    .boundingBox();
            for (var each : legend.all()) {
                assertThat(each.boundingBox().x + each.boundingBox().width).isLessThanOrEqualTo(right.x + right.width);
            }
        }
    }

    @Test
    void what_a_basis_is_stands_over_the_costs_that_are_split_by_it() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/cost?by=basis");

        assertThat(page.locator("section[aria-labelledby=split] header")).containsText("who or what said the cost");
    }

    @Test
    void the_cost_page_shows_what_was_spent_while_nothing_moved() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/cost");

        assertThat(page.getByText("Cost of silence").locator(".."))
                .containsText(Pattern.compile("\\$2\\.40\\s*while state and percent stood still"));
    }

    @Test
    void the_cost_page_shows_how_much_of_a_subscription_is_used_and_keeps_more_of_it_for_the_person() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/cost");
        assertThat(page.getByRole(
                        AriaRole.PROGRESSBAR, new Page.GetByRoleOptions().setName("claude's five-hour window: used")))
                .hasAttribute("aria-valuenow", "92");
        assertThat(page.getByText("the rest is yours: nothing starts")).isVisible();

        page.getByLabel("Change what is kept of claude's five-hour window").click();
        page.getByLabel("Percent of claude's five-hour window kept for you").fill("25");
        page.getByText("Save", new Page.GetByTextOptions().setExact(true)).click();

        assertThat(page.getByText("25 % kept for you")).isVisible();
    }

    @Test
    void the_cost_page_shows_how_models_do_at_each_kind() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/cost");
        var models = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Models"));
        var rows = models.getByRole(AriaRole.ROW);
        assertThat(rows.nth(1))
                .containsText(
                        Pattern.compile("landing-page\\s*claude-sonnet-4-5\\s*77 %\\s*11\\s*2\\s*31 min\\s*46 min"));
        assertThat(rows.nth(2)).containsText("none reported");

        var asked = page.waitForRequest(
                "**/api/models?days=7", () -> models.getByLabel("last").selectOption("7"));
        assertThat(asked.response().ok()).isTrue();
    }

    @Test
    void every_card_with_money_says_as_of_when() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/cost");
        for (var name : List.of("Today against the plan", "Budgets", "Models")) {
            var card = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName(name));
            assertThat(card.getByText(AS_OF)).isVisible();
        }
        var windows = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Subscriptions"));
        assertThat(windows.getByText(Pattern.compile("^said .+ ago$")).first()).isVisible();
        assertThat(page.locator("a.today")).hasAttribute("title", Pattern.compile(", as of \\d\\d:\\d\\d$"));

        page.navigate(browser.address() + "/");
        var cost = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Cost against budget"));
        assertThat(cost.getByText(AS_OF)).containsText("· new day");
    }

    @Test
    void the_cost_page_splits_and_sorts_what_was_spent_and_has_all_of_it_in_its_address() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/cost");
        var rows = page.locator("section[aria-labelledby=split]").getByRole(AriaRole.ROW);
        assertThat(rows.nth(1)).containsText("claude-sonnet-4-5");
        assertThat(rows.nth(1)).containsText("$70.00");
        assertThat(rows.nth(3)).containsText("unknown");
        assertThat(rows.last()).containsText("$84.12");
        assertThat(page.getByText("Not in it").locator("..")).containsText("3 reports");
        assertThat(page.getByText("Per finished build").locator("..")).containsText("$5.17");
        assertThat(page.getByText("· as of")).isVisible();

        page.getByText("This month").click();
        page.getByLabel("Split by").selectOption("build");
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("B-40")))
                .isVisible();
        rows.first()
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Reports"))
                .click();
        rows.first()
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Reports"))
                .click();
        assertThat(rows.nth(1)).containsText("none");
        assertThat(page).hasURL(Pattern.compile("/cost\\?range=month&by=build&sort=calls&order=rising$"));
        assertThat(page.getByText("Save as CSV")).hasAttribute("href", "/api/costs/month/csv?by=build");

        page.navigate(browser.address() + "/cost?from=2026-11-01&to=2026-11-07&by=agent");
        assertThat(page.getByText("2026-11-01 to 2026-11-07, Europe/Berlin")).isVisible();
        assertThat(page.getByText("Save as CSV"))
                .hasAttribute("href", "/api/costs/range/csv?by=agent&from=2026-11-01&to=2026-11-07");
    }
}
