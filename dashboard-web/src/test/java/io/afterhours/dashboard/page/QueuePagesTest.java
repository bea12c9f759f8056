package io.afterhours.dashboard.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.afterhours.dashboard.DashboardServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The queue and the page of a build, in a real browser. */
@QuarkusTest
@QuarkusTestResource(DashboardServers.class)
class QueuePagesTest extends BrowserTest {
    @Test
    void the_queue_is_filtered_by_its_address_and_writes_its_filter_there() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/queue?tab=queued&priority=low");
        assertThat(page.getByRole(AriaRole.SEARCHBOX)).hasValue("priority:low");
        assertThat(rows(page)).hasCount(3);
        page.getByRole(AriaRole.SEARCHBOX).fill("priority:low landing");
        assertThat(rows(page)).hasCount(1);
        assertThat(page).hasURL(Pattern.compile("tab=queued&priority=low&q=landing$"));
        page.getByRole(AriaRole.SEARCHBOX).fill("nothing like this");
        assertThat(page.getByText("No build matches")).isVisible();
        page.getByText("Clear the filter").click();
        assertThat(page).hasURL(Pattern.compile("/queue\\?tab=queued$"));
    }

    @Test
    void what_happens_is_painted_without_a_reload_and_rows_stay_where_they_are() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/queue");
        assertThat(row(page, "B-43")).containsText("12%");
        page.evaluate("window.loadedOnce = true");
        services.publish(
                "progress.updated.s-B-43",
                JsonNodeFactory.instance
                        .objectNode()
                        .put("session", "s-B-43")
                        .put("version", 99)
                        .put("agent", "shell")
                        .put("build", "B-43")
                        .put("percent", 57)
                        .put("message", "linking")
                        .put("updatedAt", Instant.now().toString())
                        .put("ended", false));
        assertThat(row(page, "B-43")).containsText("57%");
        assertThat(row(page, "B-43")).containsText("linking");
        assertThat(page.evaluate("window.loadedOnce")).isEqualTo(true);
        row(page, "B-45").hover();
        var place = row(page, "B-45").boundingBox();
        services.builds.change("B-44", "running", null);
        assertThat(row(page, "B-44")).containsText("Running");
        assertThat(row(page, "B-45").boundingBox().y).isEqualTo(place.y);
        services.builds
                .get("B-44")
                .putObject("verdict")
                .put("code", "slots")
                .put("text", "Waits: all 3 slots are taken.");
        services.builds.change("B-44", "queued", null);
    }

    @Test
    void a_build_that_is_held_by_a_question_needs_the_person_whatever_else_it_waits_for() {
        try (var _ = services.scheduler.raise(
                "E-8",
                "E-22",
                "Is this fine?",
                asked -> asked.put("kind", "safety").put("build", "B-45"))) {
            var page = browser.signedIn(1360, ColorScheme.LIGHT);
            page.navigate(browser.address() + "/queue?tab=needs-you");
            assertThat(row(page, "B-45")).containsText("Needs you");
            assertThat(row(page, "B-45")).containsText("all 3 slots are taken");
            row(page, "B-45")
                    .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("Answer"))
                    .click();
            assertThat(page).hasURL(Pattern.compile("/inbox/E-22$"));
            // One question of a kind may be about any build, and says itself which it is about.
            assertThat(page.getByRole(AriaRole.LISTITEM)
                            .filter(new Locator.FilterOptions().setHasText("Is this fine?")))
                    .containsText("B-45 · Document the first ten minutes");
        }
    }

    @Test
    void a_title_from_right_to_left_is_read_so_and_stands_where_the_others_begin() {
        var title = services.builds.get("B-50").path("title").asText();
        services.builds.get("B-50").put("title", "שלום עולם (RTL) 42!");
        services.builds.change("B-50", "queued", null);
        try {
            var page = browser.signedIn(1360, ColorScheme.LIGHT);
            page.navigate(browser.address() + "/queue");
            var shown = row(page, "B-50").getByTitle("שלום");
            assertThat(shown).hasCSS("direction", "rtl");
            assertThat(shown).hasCSS("text-align", "left");
            assertThat(row(page, "B-48").getByTitle("Write release notes")).hasCSS("direction", "ltr");
        } finally {
            services.builds.get("B-50").put("title", title);
            services.builds.change("B-50", "queued", null);
        }
    }

    @Test
    void builds_that_are_alike_go_together_at_one_key() {
        services.scheduler.batch.put("state", "proposed");
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/queue");
        assertThat(page.getByText("as one attempt they save about 12 min, $0.40"))
                .isVisible();

        page.keyboard().press("m");

        assertThat(page.getByText("2 builds go together as G-3.")).isVisible();
        assertThat(page.getByText("as one attempt they save")).hasCount(0);
        assertThat(services.scheduler.batch.path("state").asText()).isEqualTo("accepted");
    }

    @Test
    void batches_that_were_accepted_or_are_over_say_what_they_saved_and_part_again_before_they_start() {
        services.scheduler.batch.put("state", "accepted");
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/queue");
        button(page, "2 batches accepted or over").click();
        var batches = page.getByLabel("Batches", new Page.GetByLabelOptions().setExact(true));
        assertThat(batches).containsText("G-3 landing-page: waits to start; should save about 12 minutes, $0.40");
        assertThat(batches).containsText("all 2 finished in 41 minutes for $0.90; saved 19 minutes, $0.30");
        assertThat(batches).containsText("against its builds alone, by history: 24 builds of landing-page");
        assertThat(violations(page)).isEmpty();

        button(page, "Part G-3 again").click();

        assertThat(page.getByText("The builds of G-3 are left alone.")).isVisible();
        assertThat(services.scheduler.batch.path("state").asText()).isEqualTo("dismissed");
    }

    @Test
    void a_build_says_which_rung_of_the_ladder_each_attempt_was() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/builds/B-40");
        assertThat(page.getByText("rung 1 after verification failed")).isVisible();
    }

    @Test
    void a_build_that_waits_says_its_place_in_full_whatever_its_row_says() {
        services.builds.inFull.put("B-45", "Waits: all 3 slots are taken; 140 builds are ahead, so about 03:20.");
        try {
            var page = browser.signedIn(1360, ColorScheme.LIGHT);
            page.navigate(browser.address() + "/builds/B-45");
            assertThat(page.getByText("140 builds are ahead, so about 03:20.")).isVisible();
        } finally {
            services.builds.inFull.remove("B-45");
        }
    }

    @Test
    void a_deadline_is_set_moved_and_taken_away_on_the_page_of_a_build() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/builds/B-41");
        var task = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Task"));
        button(page, "Deadline …").click();
        var dialog = page.getByRole(AriaRole.DIALOG);
        assertThat(dialog.getByText("Take it away")).hasCount(0);
        dialog.getByLabel("Done by").fill("2031-03-02T18:00");
        assertThat(dialog.getByText("2031-03-02 18:00")).isVisible();
        assertThat(violations(page)).isEmpty();
        dialog.getByText("Set the deadline").click();

        assertThat(page.getByText("B-41 is to be done by 2 Mar 18:00.")).isVisible();
        assertThat(task).containsText("2 Mar 18:00");
        assertThat(services.builds.get("B-41").path("deadline").asText()).isEqualTo("2031-03-02T17:00:00.000Z");

        button(page, "Deadline …").click();
        assertThat(dialog.getByLabel("Done by")).hasValue("2031-03-02T18:00");
        dialog.getByText("Take it away").click();

        assertThat(page.getByText("B-41 has no deadline.")).isVisible();
        assertThat(task).not().containsText("Deadline");
    }

    @Test
    void a_deadline_that_somebody_else_sets_or_takes_away_is_told_by_the_stream_alone() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/builds/B-45");
        var task = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Task"));
        assertThat(task).containsText("Queued");
        page.route("**/api/builds/B-45", route -> route.abort());

        services.builds.get("B-45").put("deadline", "2031-03-02T17:00:00Z");
        services.builds.change("B-45", "queued", null);
        assertThat(task).containsText("2 Mar 18:00");

        services.builds.get("B-45").remove("deadline");
        services.builds.change("B-45", "queued", null);
        assertThat(task).not().containsText("Deadline");
    }

    @Test
    void a_build_that_waits_is_given_another_priority_on_its_own_page_as_a_phone_has_no_other_place() {
        var page = browser.signedIn(390, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/builds/B-46");
        button(page, "Priority …").click();
        page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Make it high"))
                .click();
        assertThat(page.getByText("B-46 has high priority now.")).isVisible();

        button(page, "Undo").click();

        button(page, "Priority …").click();
        assertThat(page.getByRole(AriaRole.MENUITEM))
                .hasText(new String[] {"Make it urgent", "Make it high", "Make it low"});
        page.navigate(browser.address() + "/builds/B-41");
        assertThat(button(page, "Deadline …")).isVisible();
        assertThat(button(page, "Priority …")).hasCount(0);
    }

    @Test
    void the_log_of_a_build_is_searched_and_followed_by_a_switch() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/builds/B-41");
        var log = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Log"));
        var lines = log.getByRole(AriaRole.LOG);
        assertThat(lines).containsText("Tests run: 400");
        var follow = log.getByRole(AriaRole.SWITCH);
        assertThat(follow).isChecked();
        follow.uncheck();
        lines.evaluate("box => { box.scrollTop = 0; }");
        assertThat(lines).containsText("Tests run: 2,");
        assertThat(follow).not().isChecked();
        follow.check();
        assertThat(lines).containsText("Tests run: 400");
        log.getByRole(AriaRole.SEARCHBOX).fill("DEPRECATED");
        assertThat(log).containsText("10 lines");
        assertThat(lines).not().containsText("Tests run");
        log.getByRole(AriaRole.SEARCHBOX).fill("no such thing");
        assertThat(lines).containsText("No line contains “no such thing”.");
    }

    private static Locator rows(Page page) {
        return page.locator("#builds [data-id]");
    }

    private static Locator row(Page page, String id) {
        return page.locator("#builds [data-id='" + id + "']");
    }
}
