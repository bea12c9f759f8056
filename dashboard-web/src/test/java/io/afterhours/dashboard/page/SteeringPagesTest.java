package io.afterhours.dashboard.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.afterhours.dashboard.DashboardServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The pages that say what is let through, what waits and why, what was refused, and who did what, in a real browser. */
@QuarkusTest
@QuarkusTestResource(DashboardServers.class)
class SteeringPagesTest extends BrowserTest {
    @Test
    void what_is_looked_at_now_and_then_stands_under_more_and_on_a_phone_all_of_it_is_there() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        var main = page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Main"));
        assertThat(main.getByRole(AriaRole.LINK, link("Simulation"))).hasCount(0);
        page.keyboard().press("g");
        page.keyboard().press("e");
        var list = page.locator("#main");
        assertThat(list.getByRole(AriaRole.LINK, link("Policies"))).not().isVisible();
        assertThat(list).containsText("What would come of your queue");
        list.getByRole(AriaRole.LINK, link("Simulation")).click();
        assertThat(page).hasURL(browser.address() + "/simulation");
        assertThat(main.getByRole(AriaRole.LINK, link("More"))).hasAttribute("aria-current", "page");
        page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("More"))
                .getByRole(AriaRole.LINK, link("Safety"))
                .click();
        assertThat(page).hasURL(browser.address() + "/safety");

        var phone = browser.signedIn(390, ColorScheme.LIGHT);
        phone.navigate(browser.address() + "/more");
        phone.locator("#main").getByRole(AriaRole.LINK, link("Policies")).click();
        assertThat(phone).hasURL(browser.address() + "/policies");
    }

    private static Locator.GetByRoleOptions link(String name) {
        return new Locator.GetByRoleOptions().setName(name).setExact(true);
    }

    @Test
    void what_is_always_fine_is_listed_by_kind_and_taken_back_and_restored() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/inbox");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("What you said is always fine"))
                .click();
        var fine = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Always fine"));
        assertThat(fine.getByRole(AriaRole.LISTITEM)).hasCount(3);
        fine.getByLabel("Kind of build").selectOption("integration");
        assertThat(page).hasURL(Pattern.compile("/safety\\?kind=integration$"));
        var rule = fine.getByRole(AriaRole.LISTITEM);
        assertThat(rule).containsText("Builds of integration may say “delete backups”.");
        assertThat(rule).containsText("S-1 · person, 2 d ago · “they are copies”");

        button(page, "Take back S-1").click();

        assertThat(page.getByText("S-1 is taken back")).isVisible();
        assertThat(page.getByText("Nothing is always fine for integration.")).isVisible();
        button(page, "Undo").click();
        assertThat(rule).containsText("may say “delete backups”");
        assertThat(services.commands).anySatisfy(command -> {
            assertThat(command.method()).isEqualTo("DELETE");
            assertThat(command.path()).isEqualTo("/api/safety/rules/S-1");
            assertThat(command.key()).isNotNull();
        });
    }

    @Test
    void a_text_is_looked_at_without_queueing_it() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/safety");
        button(page, "Look at it").click();
        assertThat(page.getByText("Expected text of 1 to 300 characters; nothing was given."))
                .isVisible();
        page.getByLabel("Text of a build").fill("Delete <b>all</b> of it");
        button(page, "Look at it").click();
        var told = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Try a text"))
                .getByRole(AriaRole.STATUS);
        assertThat(told.locator("mark")).hasText("Delete");
        assertThat(told).containsText("<b>all</b>");
        assertThat(told).containsText("destructive: may destroy something.");
        assertThat(told).containsText("Such a build would be held until you answer.");
        assertThat(violations(page)).isEmpty();
    }

    @Test
    void the_queue_in_numbers_counts_by_state_priority_kind_and_band_and_says_when_the_next_should_start() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/queue");
        page.getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Queue"))
                .getByRole(AriaRole.LINK, link("In numbers"))
                .click();
        assertThat(region(page, "By state").getByRole(AriaRole.LISTITEM))
                .containsText(new String[] {"Queued", "Finished", "Failed", "Cancelled"});
        assertThat(region(page, "By kind")).containsText(Pattern.compile("integration\\s*7"));
        assertThat(region(page, "By band")).containsText(Pattern.compile("night\\s*6"));
        var next = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Next up"));
        assertThat(row(next, "B-45")).containsText(Pattern.compile("≈ .*\\d\\d:\\d\\d"));
        assertThat(row(next, "B-45")).containsText("all 3 slots are taken");
        assertThat(row(next, "B-49")).containsText("Needs you");
        next.getByLabel("the next").selectOption("25");
        assertThat(page).hasURL(Pattern.compile("/queue/numbers\\?n=25$"));

        region(page, "By priority").getByRole(AriaRole.LINK, link("low")).click();

        assertThat(page).hasURL(Pattern.compile("/queue\\?tab=queued&priority=low$"));
    }

    @Test
    void a_title_without_spaces_leaves_what_stands_beside_it_on_one_line() {
        var title = services.builds.get("B-45").path("title").asText();
        services.builds.get("B-45").put("title", "W".repeat(300));
        try {
            var page = browser.signedIn(1360, ColorScheme.LIGHT);
            page.navigate(browser.address() + "/queue/numbers");
            var priority = row(region(page, "Next up"), "B-45")
                    .getByRole(AriaRole.CELL)
                    .last();
            assertThat(priority).hasText("medium");
            assertThat(priority.evaluate("""
                            cell => {
                                const text = document.createRange();
                                text.selectNodeContents(cell);
                                return text.getClientRects().length;
                            }""")).isEqualTo(1);
        } finally {
            services.builds.get("B-45").put("title", title);
        }
    }

    private static Locator row(Locator in, String id) {
        return in.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(id));
    }

    private static Locator region(Page page, String name) {
        return page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName(name));
    }

    @Test
    void planning_by_hand_says_what_started_and_of_everything_else_why_it_waits() {
        var verdict = services.builds.get("B-44").path("verdict").deepCopy();
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.keyboard().press("g");
        page.keyboard().press("w");
        var waits = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Why the others wait"));
        assertThat(waits).containsText("Waits: B-42 works in the same workspace.");
        button(page, "Plan now").click();
        assertThat(page.getByText("Nothing started at")).isVisible();

        services.builds.startedNext.add("B-44");
        try {
            button(page, "Plan now").click();
            assertThat(page.getByText("1 build started:")).isVisible();
            assertThat(waits.getByRole(AriaRole.LINK, link("B-44"))).hasCount(0);
            waits.getByRole(AriaRole.LINK, link("budget 1")).click();
            assertThat(page).hasURL(Pattern.compile("/queue/waits\\?reason=budget$"));
            assertThat(waits.getByRole(AriaRole.ROW)).hasCount(2);
            assertThat(waits).containsText("Waits: today's budget would be exceeded; from 00:00.");
        } finally {
            services.builds.get("B-44").set("verdict", verdict);
            services.builds.change("B-44", "queued", null);
        }
    }

    @Test
    void what_was_refused_is_found_by_service_and_words_applied_again_and_dropped_after_a_question() {
        services.resetQuarantine();
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/quarantine");
        var refused = region(page, "Messages that could not be applied");
        assertThat(refused.getByRole(AriaRole.LISTITEM))
                .containsText(new String[] {"cost/2 agent.codex.usage", "scheduler/1", "cost/1"});
        page.getByLabel("Service", exactly()).selectOption("cost");
        assertThat(refused.getByRole(AriaRole.LISTITEM)).hasCount(2);
        page.keyboard().press("/");
        page.keyboard().type("outputTokens");
        assertThat(page).hasURL(Pattern.compile("/quarantine\\?service=cost&q=outputTokens$"));
        var one = refused.getByRole(AriaRole.LISTITEM);
        assertThat(one).hasCount(1);
        one.getByText("The message").click();
        assertThat(one.locator("pre")).containsText("<b>s</b>");
        page.getByRole(AriaRole.SEARCHBOX).press("Escape");
        assertThat(refused.getByRole(AriaRole.LISTITEM)).hasCount(2);

        button(page, "Replay cost/2").click();
        assertThat(page.getByText("It is refused again: outputTokens")).isVisible();
        button(page, "Replay cost/1").click();
        assertThat(page.getByText("cost/1 was given to cost again, and is applied."))
                .isVisible();
        assertThat(button(page, "Replay cost/1")).hasCount(0);

        button(page, "Drop cost/2").click();
        button(page, "Keep").click();
        assertThat(refused.getByRole(AriaRole.LISTITEM)).hasCount(2);
        button(page, "Drop cost/2").click();
        button(page, "Drop it").click();
        assertThat(page.getByText("cost/2 is dropped.")).isVisible();
        assertThat(refused.getByRole(AriaRole.LISTITEM)).hasCount(1);
        services.resetQuarantine();
    }

    @Test
    void what_was_refused_by_a_service_that_is_down_is_said_to_be_missing() {
        services.resetQuarantine();
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        services.takeAway("cost");
        try {
            page.navigate(browser.address() + "/quarantine");
            assertThat(page.getByText("cost does not answer: what it refused is not in this list."))
                    .isVisible();
            assertThat(page.getByText("scheduler/1")).isVisible();
        } finally {
            services.bringBack("cost");
        }
    }

    @Test
    void who_did_what_when_and_why_is_found_and_read_back_page_by_page() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.keyboard().press("g");
        page.keyboard().press("l");
        var rows = region(page, "Who did what").getByRole(AriaRole.ROW);
        assertThat(rows).hasCount(51);
        assertThat(rows.nth(1)).containsText("approve B-49");
        assertThat(rows.nth(1)).containsText("the customers asked <b>twice</b>");
        assertThat(rows.nth(2)).containsText("command line");
        button(page, "Show older deeds").click();
        assertThat(rows).hasCount(63);
        assertThat(button(page, "Show older deeds")).hasCount(0);

        page.getByRole(AriaRole.SEARCHBOX).fill("SLOW");
        assertThat(rows).hasCount(2);
        assertThat(page).hasURL(Pattern.compile("/audit\\?q=SLOW$"));
        page.getByRole(AriaRole.SEARCHBOX).fill("nobody");
        assertThat(page.getByText("Nothing that was done contains “nobody”.")).isVisible();
        button(page, "Show all").click();
        assertThat(rows).hasCount(51);
        rows.nth(1).getByRole(AriaRole.LINK, link("B-49")).click();
        assertThat(page).hasURL(browser.address() + "/builds/B-49");
    }

    private static Page.GetByLabelOptions exactly() {
        return new Page.GetByLabelOptions().setExact(true);
    }
}
