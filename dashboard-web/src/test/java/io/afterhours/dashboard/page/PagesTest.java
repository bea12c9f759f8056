package io.afterhours.dashboard.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.afterhours.dashboard.DashboardServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What every page has, in a real browser, against the dashboard as it is built. */
@QuarkusTest
@QuarkusTestResource(DashboardServers.class)
class PagesTest extends BrowserTest {
    private static final Map<String, String> PAGES = Map.ofEntries(
            Map.entry("overview", "/"),
            Map.entry("queue", "/queue"),
            Map.entry("build", "/builds/B-41"),
            Map.entry("inbox", "/inbox/E-7"),
            Map.entry("agents", "/agents"),
            Map.entry("policies", "/policies"),
            Map.entry("calibration", "/calibration"),
            Map.entry("simulation", "/simulation"),
            Map.entry("plan", "/plan"),
            Map.entry("approval", "/inbox/B-49"),
            Map.entry("cost", "/cost"),
            Map.entry("more", "/more"),
            Map.entry("safety", "/safety"),
            Map.entry("audit", "/audit"),
            Map.entry("quarantine", "/quarantine"),
            Map.entry("numbers", "/queue/numbers"),
            Map.entry("waits", "/queue/waits"),
            Map.entry("prices", "/prices"),
            Map.entry("model", "/prices/gpt-5.5"));

    @Test
    void every_page_is_accessible_and_within_its_width_in_light_and_dark_on_desk_and_phone() {
        var found = new ArrayList<String>();
        for (var width : List.of(1360, 390)) {
            var page = browser.signedIn(width, ColorScheme.LIGHT);
            PAGES.forEach((name, path) -> {
                page.navigate(browser.address() + path);
                settled(page, name);
                for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                    look(page, name + "-" + scheme.name().toLowerCase(Locale.ROOT) + "-" + width, found);
                }
            });
        }
        assertThat(found).isEmpty();
    }

    @Test
    void nothing_from_outside_is_taken_for_anything_but_text() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        var refused = new ArrayList<String>();
        page.onConsoleMessage(message -> {
            if (message.text().contains("Content Security Policy")) {
                refused.add(message.text());
            }
        });
        var harmless = services.builds.get("B-50").path("title").asText();
        services.builds.get("B-50").put("title", HOSTILE);
        services.builds.change("B-50", "queued", null);
        page.navigate(browser.address() + "/queue");
        assertThat(page.getByText("<img src=x onerror=", new Page.GetByTextOptions())
                        .first())
                .isVisible();
        page.navigate(browser.address() + "/builds/B-50");
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(Pattern.compile("<script>"))))
                .isVisible();
        assertThat(page.evaluate("window.harmed")).isNull();
        assertThat(refused).isEmpty();
        services.builds.get("B-50").put("title", harmless);
        services.builds.change("B-50", "queued", null);
    }

    @Test
    void on_a_phone_how_many_need_you_stands_beside_the_icon_and_above_the_word() {
        var page = browser.signedIn(390, ColorScheme.LIGHT);
        var inbox = page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Main"))
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Inbox"));
        var count = inbox.locator(".hot").boundingBox();
        var icon = inbox.locator("svg").boundingBox();
        var word = inbox.locator(".word").boundingBox();

        assertThat(count.x).isGreaterThanOrEqualTo(icon.x + icon.width);
        assertThat(count.y + count.height).isLessThanOrEqualTo(word.y);
    }

    @Test
    void another_page_begins_at_its_top() {
        var page = browser.signedIn(390, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/builds/B-41");
        var main = page.getByRole(AriaRole.MAIN);
        assertThat(main.getByText("from the command line")).isVisible();
        main.evaluate("main => main.scrollTo(0, main.scrollHeight)");
        page.keyboard().press("g");
        page.keyboard().press("o");
        assertThat(main.getByText("Cost against budget")).isVisible();
        assertThat(main.evaluate("main => main.scrollTop")).isEqualTo(0);
    }

    @Test
    void the_list_of_keys_is_seen_at_once_with_the_way_out_of_it() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.keyboard().press("?");
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Keyboard")))
                .isInViewport();
        assertThat(button(page, "Close")).isInViewport(new LocatorAssertions.IsInViewportOptions().setRatio(1));
    }

    @Test
    void on_a_phone_everything_is_stopped_and_what_was_stopped_is_named() {
        var page = browser.signedIn(390, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("slots"))
                .click();
        page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Stop everything"))
                .click();
        var dialog = page.getByRole(AriaRole.DIALOG);
        dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Stop everything"))
                .click();
        try {
            assertThat(dialog.getByRole(AriaRole.HEADING)).containsText("2 builds stopped");
            assertThat(dialog.getByRole(AriaRole.LISTITEM))
                    .containsText(new String[] {"B-41 Add OAuth device login", "B-43 Rebuild the search index"});
            var found = new ArrayList<String>();
            look(page, "stopped-390", found);
            assertThat(found).isEmpty();
        } finally {
            dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Resume"))
                    .click();
        }
        assertThat(page.getByText("New builds start again.")).isVisible();
    }

    @Test
    void a_pause_is_given_an_end_that_the_header_and_the_overview_say_and_another_one() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/");
        var mode = page.getByTitle("Next change at");
        mode.click();
        assertThat(menuItem(page, Pattern.compile("Pause until .*06:00"))).isVisible();
        menuItem(page, Pattern.compile("Pause for an hour")).click();
        try {
            assertThat(page.getByText(Pattern.compile("Nothing new starts until (... )?\\d\\d:\\d\\d")))
                    .isVisible();
            assertThat(mode).containsText(Pattern.compile("Paused until (... )?\\d\\d:\\d\\d"));

            mode.click();
            menuItem(page, Pattern.compile("Resume at …")).click();
            var dialog = page.getByRole(AriaRole.DIALOG);
            dialog.getByLabel("Until").fill("2031-03-02T18:00");
            assertThat(violations(page)).isEmpty();
            dialog.getByText("Start again then").click();
            assertThat(mode).containsText("Paused until 2 Mar 18:00");
            assertThat(services.commands.getLast().body().path("until").asText())
                    .isEqualTo("2031-03-02T17:00:00.000Z");

            mode.click();
            menuItem(page, Pattern.compile("Resume at …")).click();
            dialog.getByText("Only when I resume").click();
            assertThat(page.getByText("Nothing new starts until you resume.")).isVisible();
            assertThat(mode).not().containsText("until");
        } finally {
            mode.click();
            menuItem(page, Pattern.compile("Resume$")).click();
        }
        assertThat(page.getByText("New builds start again.")).isVisible();
    }

    private static Locator menuItem(Page page, Pattern name) {
        return page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(name));
    }

    @Test
    void the_person_says_where_they_are_and_sees_the_next_twelve_hours() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Available"))
                .click();
        var dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog.getByRole(AriaRole.LISTITEM).first()).isVisible();
        assertThat(dialog.getByText("The calendar work.example 2 could not be read: It answered 403."))
                .isVisible();
        assertThat(dialog.getByText("home.example 1")).hasCount(0);
        dialog.getByLabel("I am").selectOption("gym");
        dialog.getByText("Set", new Locator.GetByTextOptions().setExact(true)).click();
        assertThat(page.getByText("At the gym, as you said.")).isVisible();
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots", "context.png")));
        assertThat(violations(page)).isEmpty();
        assertThat(services.commands).anySatisfy(command -> {
            assertThat(command.path()).isEqualTo("/api/context");
            assertThat(command.body().path("context").asText()).isEqualTo("gym");
            assertThat(Instant.parse(command.body().path("until").asText())).isAfter(Instant.now());
        });
    }

    @Test
    void a_refused_build_shows_which_field_is_wrong_and_keeps_what_was_typed() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.keyboard().press("n");
        page.getByLabel("Title").fill("Tidy the shed");
        page.getByLabel("Effort").fill("soon");
        page.getByRole(AriaRole.DIALOG)
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Add build"))
                .click();
        assertThat(page.getByText("Expected a duration such as 2h or PT2H; was “soon”."))
                .isVisible();
        assertThat(page.getByLabel("Effort")).isFocused();
        assertThat(page.getByLabel("Title")).hasValue("Tidy the shed");
        page.getByLabel("Effort").fill("2h");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Tidy the shed")))
                .isVisible();
    }

    @Test
    void a_service_that_is_down_is_named_and_the_rest_goes_on() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        services.takeAway("cost");
        try {
            assertThat(page.getByText(Pattern.compile("cost down since"))).isVisible();
            assertThat(page.getByText("Add OAuth device login to the command line"))
                    .isVisible();
        } finally {
            services.bringBack("cost");
        }
        assertThat(page.getByText(Pattern.compile("cost down since"))).hasCount(0);
    }

    @Test
    void a_stranger_sees_how_to_sign_in_and_nothing_else() {
        var page = browser.stranger();
        page.navigate(browser.address() + "/queue");
        assertThat(page.getByText("You are signed out")).isVisible();
        assertThat(page.getByText("Add OAuth device login")).hasCount(0);
        page.navigate(browser.address() + "/login#not-a-code");
        assertThat(page.getByText("This link was used already or is older than a minute."))
                .isVisible();
    }

    /** Waits until a page shows what it is for. */
    private static void settled(Page page, String name) {
        page.getByText("Live", new Page.GetByTextOptions().setExact(true)).waitFor();
        var sign = switch (name) {
            case "overview" -> "Cost against budget";
            case "queue" -> "Landing page for Atlas";
            case "build" -> "DeviceCodeTest";
            case "inbox" -> "lock timeout";
            case "approval" -> "Needs your approval";
            case "policies" -> "Next change";
            case "calibration" -> "landing-page";
            case "plan" -> "Not in the plan: 1 build";
            case "cost" -> "Per success";
            case "prices" -> "In effect today";
            case "model" -> "Who wrote it down";
            case "more" -> "What models cost";
            case "safety" -> "delete backups";
            case "audit" -> "set context";
            case "quarantine" -> "agent.codex.usage";
            case "numbers" -> "By band";
            case "waits" -> "works in the same workspace";
            case "simulation" -> "What would come of it?";
            default -> "runner-1";
        };
        page.getByText(sign).first().waitFor();
    }
}
