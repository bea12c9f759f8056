package io.afterhours.dashboard.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.afterhours.dashboard.DashboardServers;
import io.afterhours.dashboard.FakeServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What is to come: the night's plan, simulations, and how good estimates were, in a real browser. */
@QuarkusTest
@QuarkusTestResource(DashboardServers.class)
class OutlookPagesTest extends BrowserTest {
    @Test
    void calibration_shows_how_often_estimates_were_right() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/");
        page.keyboard().press("g");
        page.keyboard().press("c");
        var row = page.getByRole(AriaRole.ROW, new Page.GetByRoleOptions().setName(Pattern.compile("landing-page")));
        assertThat(row).containsText("30–55 min");
        assertThat(row).containsText("54 %");
        assertThat(row).containsText("92 %");
        assertThat(page.getByText("table: content, usual")).isVisible();
    }

    @Test
    void policies_are_simulated_over_a_pasted_list_and_compared_in_a_table_and_pictures() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.keyboard().press("g");
        page.keyboard().press("s");
        assertThat(page.getByLabel("night", new Page.GetByLabelOptions().setExact(true)))
                .isChecked();
        page.getByLabel("saver", new Page.GetByLabelOptions().setExact(true)).check();
        page.getByLabel("Days").fill("7");
        page.getByLabel("Seed").fill("11");
        page.getByLabel("pasted text").check();
        page.getByLabel("Markdown").fill("- [ ] Write the Atlas manual\n??? <img src=x onerror=\"window.harmed=1\">");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Simulate"))
                .click();

        var table = page.getByRole(AriaRole.TABLE);
        assertThat(table).containsText("22 of 24");
        assertThat(table.getByRole(AriaRole.ROW, new Locator.GetByRoleOptions().setName("Waiting p50, p90")))
                .containsText("4.2 h, 20.5 h");
        assertThat(page.getByRole(
                        AriaRole.IMG,
                        new Page.GetByRoleOptions().setName("Finished by the last day: night 22, saver 18")))
                .isVisible();
        assertThat(page.getByText("line 2")).isVisible();
        assertThat(services.commands).anySatisfy(command -> {
            assertThat(command.path()).isEqualTo("/api/simulations");
            assertThat(command.body().path("days").asInt()).isEqualTo(7);
            assertThat(command.body().path("policies").size()).isEqualTo(2);
            assertThat(command.body().path("markdown").asText()).startsWith("- [ ] Write the Atlas manual");
        });
        assertThat(page.evaluate("window.harmed")).isNull();
        page.reload();
        assertThat(table).containsText("18 of 24");
        assertThat(page.getByLabel("Seed")).hasValue("11");
    }

    @Test
    void a_simulation_is_accessible_and_within_its_width_in_light_and_dark_on_desk_and_phone() {
        var found = new ArrayList<String>();
        for (var width : List.of(1360, 390)) {
            var page = browser.signedIn(width, ColorScheme.LIGHT);
            page.navigate(browser.address() + "/simulation?policy=night&policy=saver&days=7");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Simulate"))
                    .click();
            page.getByRole(AriaRole.TABLE).waitFor();
            for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                look(page, "simulated-" + scheme.name().toLowerCase(Locale.ROOT) + "-" + width, found);
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void a_bad_input_of_a_simulation_is_answered_at_its_field() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/simulation?days=400");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Simulate"))
                .click();
        assertThat(page.getByText("Expected 1 to 366; was “400”.")).isVisible();
        assertThat(page.getByLabel("Days")).isFocused();
        assertThat(page.getByRole(AriaRole.TABLE)).hasCount(0);
        page.getByLabel("Days").fill("7");
        page.getByLabel("pasted text").check();
        page.keyboard().press("Enter");
        assertThat(page.getByText("Expected at least one open build; was “none”."))
                .isVisible();
        assertThat(page.getByLabel("Markdown")).isFocused();
        assertThat(page.getByLabel("Days")).hasValue("7");
    }

    @Test
    void a_build_is_taken_out_of_the_night_put_first_and_both_taken_back() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.keyboard().press("g");
        page.keyboard().press("n");
        var night = page.getByRole(AriaRole.IMG, new Page.GetByRoleOptions().setName("slot 2: B-61 Speed up"));
        assertThat(night).isVisible();
        assertThat(page.getByText("about 2 h 45 min of work, at most $4.10")).isVisible();
        assertThat(page.getByText("And 140 more wait")).isVisible();
        var planned = page.locator("section[aria-labelledby=runs] li");
        assertThat(planned).hasCount(3);

        button(page, "Veto B-61").focus();
        page.keyboard().press("Enter");

        assertThat(page.getByText("B-61 does not start before the night is over."))
                .isVisible();
        assertThat(page.getByText("you took it out of the night's plan")).isVisible();
        assertThat(planned).hasCount(2);
        button(page, "Put B-63 first").click();
        assertThat(planned.first()).containsText("B-63");
        assertThat(planned.first()).containsText("#1");
        button(page, "Lock B-62").click();
        assertThat(planned.nth(1)).containsText("#2");
        button(page, "Undo lock B-62").click();
        button(page, "Ask nothing of B-63").click();
        button(page, "Take B-61 in again").click();

        assertThat(planned).hasCount(3);
        assertThat(page.getByText("2 builds do not fit")).hasCount(0);
        assertThat(services.commands)
                .extracting(FakeServices.Command::path)
                .containsSubsequence(
                        "/api/queue/plan/B-61/veto",
                        "/api/queue/plan/B-63/first",
                        "/api/queue/plan/B-62/lock",
                        "/api/queue/plan/undo",
                        "/api/queue/plan/B-63/undo",
                        "/api/queue/plan/B-61/undo");
    }

    @Test
    void builds_of_the_night_change_places_by_the_keyboard_and_the_last_night_stands_beside_its_plan() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.keyboard().press("g");
        page.keyboard().press("n");
        var planned = page.locator("section[aria-labelledby=runs] li");
        assertThat(planned).hasCount(3);
        assertThat(button(page, "Put B-61 earlier")).isDisabled();
        assertThat(button(page, "Put B-63 later")).isDisabled();

        button(page, "Put B-62 earlier").focus();
        page.keyboard().press("Enter");

        assertThat(page.getByText("B-62 goes before B-61.")).isVisible();
        assertThat(planned.first()).containsText("B-62");
        assertThat(button(page, "Put B-62 later")).isFocused();
        page.keyboard().press("Enter");
        assertThat(planned.first()).containsText("B-61");
        assertThat(button(page, "Put B-62 later")).isFocused();
        button(page, "Undo before B-61").click();
        assertThat(planned.first()).containsText("B-62");
        button(page, "Undo before B-62").click();
        assertThat(services.commands)
                .extracting(FakeServices.Command::path)
                .containsSubsequence(
                        "/api/queue/plan/B-62/before", "/api/queue/plan/B-61/before", "/api/queue/plan/undo");

        var rows = page.locator("section[aria-labelledby=last] tbody tr");
        assertThat(rows).hasCount(2);
        assertThat(rows.first()).containsText("23:00 – 23:45");
        assertThat(rows.first()).containsText("23:05 – 23:40 5 min later");
        assertThat(rows.nth(1)).containsText("did not start");
    }
}
