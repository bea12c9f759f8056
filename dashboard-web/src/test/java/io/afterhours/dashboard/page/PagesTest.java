package io.afterhours.dashboard.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.afterhours.dashboard.DashboardServers;
import io.afterhours.dashboard.FakeServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The pages in a real browser, against the dashboard as it is built. */
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

    /** A title that would do harm if it were taken for anything but text. */
    private static final String HOSTILE = "<img src=x onerror=\"window.harmed=1\"><script>window.harmed=1</script>";

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
        var harmless = services.build("B-50").path("title").asText();
        services.build("B-50").put("title", HOSTILE);
        services.change("B-50", "queued", null);
        page.navigate(browser.address() + "/queue");
        assertThat(page.getByText("<img src=x onerror=", new Page.GetByTextOptions())
                        .first())
                .isVisible();
        page.navigate(browser.address() + "/builds/B-50");
        assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(Pattern.compile("<script>"))))
                .isVisible();
        assertThat(page.evaluate("window.harmed")).isNull();
        assertThat(refused).isEmpty();
        services.build("B-50").put("title", harmless);
        services.change("B-50", "queued", null);
    }

    @Test
    void the_words_that_a_safety_check_saw_are_marked_in_the_text_and_nothing_of_the_text_is_taken_for_more() {
        var build = services.build("B-50");
        var before = build.deepCopy();
        build.put("prompt", HOSTILE + "\nDelete the old backups, then mail <b>all</b> customers.")
                .put("accept", "make check");
        build.putArray("concerns")
                .addObject()
                .put("check", "destructive")
                .putArray("words")
                .add("Delete")
                .add("backups");
        var raised = services.escalation("E-8").deepCopy();
        raised.put("id", "E-20")
                .put("kind", "safety")
                .put("build", "B-50")
                .put("title", "Is this fine?")
                .put("evidence", build.path("prompt").asText())
                .put("state", "open");
        services.escalations.put("E-20", raised);
        try {
            services.change("B-50", "queued", null);
            services.publish("escalation.raised.E-20", raised);
            var found = new ArrayList<String>();
            var page = browser.signedIn(1360, ColorScheme.LIGHT);
            for (var path : List.of("/inbox/E-20", "/builds/B-50")) {
                page.navigate(browser.address() + path);
                var prompt = page.locator("pre.prompt");
                assertThat(prompt).containsText("<script>window.harmed=1</script>");
                assertThat(prompt).containsText("<b>all</b>");
                assertThat(prompt.locator("mark")).hasText(new String[] {"Delete", "backups"});
                assertThat(page.locator("pre.evidence")).hasCount(0);
                for (var scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                    page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                    look(
                            page,
                            "marked-" + path.substring(1, 6) + "-"
                                    + scheme.name().toLowerCase(Locale.ROOT),
                            found);
                }
            }
            assertThat(found).isEmpty();
            assertThat(page.evaluate("window.harmed")).isNull();
        } finally {
            services.escalations.remove("E-20");
            services.publish("escalation.answered.E-20", raised.put("state", "answered"));
            before.set("version", build.path("version"));
            build.removeAll();
            build.setAll(before);
            services.change("B-50", "queued", null);
        }
    }

    @Test
    void an_escalation_is_answered_and_leaves_the_inbox() {
        services.escalation("E-8").put("state", "open");
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/inbox/E-8");
        page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("3")).check();
        page.getByLabel("Note").fill("The API is strict");
        page.getByText("Send the answer").click();
        assertThat(page.getByText("E-8 is answered: 3.")).isVisible();
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Which retry limit")))
                .hasCount(0);
        assertThat(services.commands).anySatisfy(command -> {
            assertThat(command.path()).isEqualTo("/api/escalations/E-8/answer");
            assertThat(command.body().path("option").asText()).isEqualTo("3");
            assertThat(command.body().path("note").asText()).isEqualTo("The API is strict");
            assertThat(command.key()).isNotNull();
        });
    }

    @Test
    void an_answer_is_confirmed_even_when_its_escalation_leaves_the_inbox_first() {
        services.escalation("E-8").put("state", "open");
        services.publish("escalation.raised.E-8", services.escalation("E-8"));
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/inbox/E-8");
        page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("3")).check();
        var reply = services.holdAnswers();
        try {
            page.getByText("Send the answer").click();
            assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Which retry limit")))
                    .hasCount(0);
        } finally {
            reply.complete(null);
        }
        assertThat(page.getByText("E-8 is answered: 3.")).isVisible();
    }

    @Test
    void a_build_is_approved_with_the_keyboard_alone_after_its_prompt_was_shown() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.keyboard().press("g");
        page.keyboard().press("i");
        assertThat(page.getByRole(
                        AriaRole.HEADING,
                        new Page.GetByRoleOptions().setName("Inbox").setLevel(1)))
                .isVisible();
        for (int i = 0; i < 5; i++) {
            page.keyboard().press("j");
        }
        assertThat(page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Prompt")))
                .containsText("Send the weekly report");
        page.keyboard().press("Enter");
        page.keyboard().press("Space");
        page.keyboard().press("Enter");
        assertThat(page.getByText("B-49 is approved.")).isVisible();
        assertThat(services.commands).anyMatch(command -> command.path().equals("/api/builds/B-49/approve"));
        withdrawApproval();
    }

    @Test
    void the_review_of_a_build_is_its_escalation_where_there_is_one() {
        var raised = services.escalation("E-8").deepCopy();
        raised.put("id", "E-19")
                .put("kind", "approval")
                .put("build", "B-49")
                .put("title", "Approve the report")
                .put("state", "open");
        services.escalations.put("E-19", raised);
        try {
            services.publish("escalation.raised.E-19", raised);
            var page = browser.signedIn(1360, ColorScheme.LIGHT);
            page.navigate(browser.address() + "/inbox/B-49");
            assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Approve the report")))
                    .isVisible();
        } finally {
            services.escalations.remove("E-19");
            services.publish("escalation.answered.E-19", raised.put("state", "answered"));
        }
    }

    private void withdrawApproval() {
        var build = services.build("B-49");
        build.putObject("verdict").put("code", "approval").put("text", "Needs your approval: external action.");
        services.change("B-49", "queued", null);
    }

    @Test
    void a_band_is_changed_after_its_effect_on_the_queue_was_shown() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/policies/night");
        page.getByLabel("Edit evening").click();
        var dialog = page.getByRole(AriaRole.DIALOG);
        var save = dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Save"));
        assertThat(save).isDisabled();
        dialog.getByLabel("Slots").fill("5");
        dialog.getByText("Preview").click();
        assertThat(dialog.getByLabel("What it would do")).containsText("3 builds start at once instead of 1");
        assertThat(dialog.getByLabel("What it would do")).containsText("Monday to Friday 17:00-18:00");
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots", "policies-editor.png")));
        assertThat(violations(page)).isEmpty();
        dialog.getByLabel("Slots").fill("4");
        assertThat(save).isDisabled();
        dialog.getByText("Preview").click();
        save.click();
        assertThat(page.getByText("night is saved.")).isVisible();
        assertThat(page.getByLabel("What it said before").getByText("version 1"))
                .isVisible();
        assertThat(services.commands).anySatisfy(command -> {
            assertThat(command.method()).isEqualTo("PUT");
            assertThat(command.path()).isEqualTo("/api/policies/night");
            assertThat(command.body().at("/bands/4/slots").asInt()).isEqualTo(4);
        });
        page.getByLabel("Go back to version 0").click();
        assertThat(page.getByText("night is as it was in version 0.")).isVisible();
    }

    @Test
    void a_limit_of_a_provider_stands_above_the_week_with_its_reset_time() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/policies/night");

        var limits = page.locator("section[aria-labelledby=limits] li");
        assertThat(limits).hasCount(1);
        assertThat(limits.first()).containsText("codex starts nothing until");
        assertThat(limits.first()).containsText("You've hit your limit.");
        assertThat(limits.first().locator("time")).hasAttribute("datetime", Pattern.compile("2.*Z"));
        assertThat(limits.first().getByRole(AriaRole.LINK)).hasText("B-41");
    }

    @Test
    void the_ladder_shows_how_often_its_rungs_helped_and_is_changed_and_taken_back() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/policies/night");
        var rungs = page.getByLabel("The rungs of the ladder");
        assertThat(rungs.getByRole(AriaRole.ROW).nth(1)).containsText("5 min");
        assertThat(rungs.getByRole(AriaRole.ROW).nth(1)).containsText("62 % of 26");
        assertThat(rungs.getByRole(AriaRole.ROW).nth(2)).containsText("a smaller scope");
        var classes = page.getByLabel("What a failure of each class does");
        assertThat(classes.getByRole(AriaRole.ROW, named("verification failed")))
                .containsText("- of 3");
        assertThat(classes.getByRole(AriaRole.ROW, named("timed out"))).containsText("climbs, skips 1");
        assertThat(classes.getByRole(AriaRole.ROW, named("auth"))).containsText("straight to a person");

        page.getByText("Edit the ladder").click();
        var dialog = page.getByRole(AriaRole.DIALOG);
        var save = dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Save"));
        var text = dialog.getByLabel("Rungs and classes");
        assertThat(save).isDisabled();
        var before = text.inputValue();
        text.fill(before + "}");
        save.click();
        assertThat(dialog.getByRole(AriaRole.ALERT)).containsText("This is no JSON");
        assertThat(violations(page)).isEmpty();
        text.fill(before.replace("PT5M", "PT7M"));
        dialog.getByLabel("Why, for the history").fill("the network needs longer");
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots", "ladder-editor.png")));
        save.click();
        assertThat(page.getByText("The ladder is saved.")).isVisible();
        assertThat(rungs.getByRole(AriaRole.ROW).nth(1)).containsText("7 min");
        assertThat(services.commands).anySatisfy(command -> {
            assertThat(command.method()).isEqualTo("PUT");
            assertThat(command.path()).isEqualTo("/api/ladder");
            assertThat(command.body().at("/rungs/0/wait").asText()).isEqualTo("PT7M");
            assertThat(command.body().has("rates")).isFalse();
        });
        page.getByLabel("Take the ladder back to version 0").click();
        assertThat(page.getByText("The ladder is as it was in version 0.")).isVisible();
        assertThat(rungs.getByRole(AriaRole.ROW).nth(1)).containsText("5 min");
    }

    private static Locator.GetByRoleOptions named(String name) {
        return new Locator.GetByRoleOptions().setName(name);
    }

    @Test
    void a_build_says_which_rung_of_the_ladder_each_attempt_was() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/builds/B-40");
        assertThat(page.getByText("rung 1 after verification failed")).isVisible();
    }

    @Test
    void a_build_that_waits_says_its_place_in_full_whatever_its_row_says() {
        services.inFull.put("B-45", "Waits: all 3 slots are taken; 140 builds are ahead, so about 03:20.");
        try {
            var page = browser.signedIn(1360, ColorScheme.LIGHT);
            page.navigate(browser.address() + "/builds/B-45");
            assertThat(page.getByText("140 builds are ahead, so about 03:20.")).isVisible();
        } finally {
            services.inFull.remove("B-45");
        }
    }

    @Test
    void the_overview_lists_what_the_planner_would_start_next_and_when() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/");
        var next = page.locator("section[aria-labelledby=next] li");
        assertThat(next.first()).isVisible();
        assertThat(next.first()).not().containsText("B-48");
        var verdict = (ObjectNode) services.build("B-48").path("verdict");
        var until = verdict.path("until").asText();
        try {
            verdict.put("until", Instant.now().plusSeconds(60).toString());
            services.change("B-48", "queued", null);
            assertThat(next.first()).containsText("B-48");
            assertThat(next.first().locator("small.end")).containsText("≈");
        } finally {
            verdict.put("until", until);
            services.change("B-48", "queued", null);
        }
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
    void another_policy_is_looked_at_before_it_counts() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.keyboard().press("g");
        page.keyboard().press("p");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("saver"))
                .click();
        assertThat(page).hasURL(browser.address() + "/policies/saver");
        page.getByText("What would it do?").click();
        assertThat(page.getByLabel("What it would do")).containsText("against night");
        page.getByText("Let saver count").click();
        assertThat(page.getByText("saver counts now.")).isVisible();
        page.getByText("Undo").click();
        assertThat(page.getByText("Let saver count")).isVisible();
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
        services.change("B-44", "running", null);
        assertThat(row(page, "B-44")).containsText("Running");
        assertThat(row(page, "B-45").boundingBox().y).isEqualTo(place.y);
        services.build("B-44").putObject("verdict").put("code", "slots").put("text", "Waits: all 3 slots are taken.");
        services.change("B-44", "queued", null);
    }

    @Test
    void what_is_queued_but_awaits_approval_is_named_where_nothing_else_is_next() {
        var queued = services.builds.values().stream()
                .filter(each -> each.path("state").asText().equals("queued"))
                .toList();
        var verdicts = queued.stream().map(each -> each.get("verdict")).toList();
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/");
        for (var each : queued) {
            each.putObject("verdict").put("code", "approval").put("text", "Needs your approval.");
            services.change(each.path("id").asText(), "queued", null);
        }

        var link = page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(queued.size() + " builds await your approval"));
        assertThat(link).hasAttribute("href", "/inbox");
        assertThat(page.getByText("No build is waiting to start.")).hasCount(0);

        for (int i = 0; i < queued.size(); i++) {
            queued.get(i).set("verdict", verdicts.get(i));
            services.change(queued.get(i).path("id").asText(), "queued", null);
        }
        assertThat(link).hasCount(0);
    }

    @Test
    void of_many_sessions_without_a_build_the_first_are_drawn_and_the_rest_when_asked_for() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/");
        for (int i = 0; i < 60; i++) {
            guest(i, false);
        }

        var drawn = page.locator(".guest");
        assertThat(drawn).hasCount(50);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("and 11 more"))
                .click();
        assertThat(drawn).hasCount(61);

        for (int i = 0; i < 60; i++) {
            guest(i, true);
        }
        assertThat(drawn).hasCount(1);
    }

    private void guest(int number, boolean ended) {
        services.publish(
                "progress.updated.s-guest-" + number,
                JsonNodeFactory.instance
                        .objectNode()
                        .put("session", "s-guest-" + number)
                        .put("version", ended ? 2 : 1)
                        .put("agent", "nightwatch")
                        .put("task", "Sweep " + number)
                        .put("percent", 10)
                        .put("updatedAt", Instant.now().toString())
                        .put("ended", ended));
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
        assertThat(page.getByText("And 140 more behind them in the queue")).isVisible();
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

    @Test
    void builds_that_are_alike_go_together_at_one_key() {
        services.batch.put("state", "proposed");
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/queue");
        assertThat(page.getByText("as one attempt they save about 12 min, $0.40"))
                .isVisible();

        page.keyboard().press("m");

        assertThat(page.getByText("2 builds go together as G-3.")).isVisible();
        assertThat(page.getByText("as one attempt they save")).hasCount(0);
        assertThat(services.batch.path("state").asText()).isEqualTo("accepted");
    }

    @Test
    void batches_that_were_accepted_or_are_over_say_what_they_saved_and_part_again_before_they_start() {
        services.batch.put("state", "accepted");
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
        assertThat(services.batch.path("state").asText()).isEqualTo("dismissed");
    }

    @Test
    void an_agent_gets_its_credentials_and_the_step_ticks_when_it_is_heard() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/agents");
        page.getByLabel("Name of the agent").fill("cinder");
        page.getByText("Make credentials").click();
        assertThat(page.getByText("agent.cinder.progress")).isVisible();
        await().untilAsserted(() -> {
            services.publish(
                    "progress.updated.s-cinder",
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("session", "s-cinder")
                            .put("version", System.nanoTime())
                            .put("agent", "cinder")
                            .put("percent", 5)
                            .put("updatedAt", Instant.now().toString())
                            .put("ended", true));
            assertThat(page.getByText("Heard from cinder").count()).isEqualTo(1);
        });
    }

    @Test
    void a_build_that_is_stalled_says_so_with_the_evidence_until_it_moves_again() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/");
        var row = page.getByRole(AriaRole.ROW, new Page.GetByRoleOptions().setName("Rebuild the search index"));
        assertThat(row).containsText("Running");
        say("stalled", "s-B-43", "B-43", true);
        assertThat(row).containsText("Stalled");
        assertThat(row).containsText("95 of 100 updates of integration come within 4 min");
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots", "stalled-overview.png")));
        page.navigate(browser.address() + "/builds/B-43");
        var head = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Build"));
        assertThat(head).containsText("Nothing was heard for more than 4 min");
        assertThat(head).containsText("Last: “compiling”");
        var found = new ArrayList<String>();
        look(page, "stalled-build", found);
        assertThat(found).isEmpty();
        say("moved", "s-B-43", "B-43", false);
        assertThat(head).not().containsText("Nothing was heard");
        assertThat(head).containsText("Running");
    }

    @Test
    void the_org_chart_shows_what_each_agent_is_at_live() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/agents");
        var chart = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Org chart"));
        assertThat(chart).containsText("You");
        var shell = chart.getByRole(AriaRole.LISTITEM)
                .filter(new Locator.FilterOptions().setHasText("shell"))
                .first();
        assertThat(shell).containsText("1 build");
        assertThat(shell.getByRole(AriaRole.LINK)).hasText("Rebuild the search index in the background");
        assertThat(chart).containsText("Sweep stale branches of Borealis");
        say("stalled", "s-borealis", null, true);
        assertThat(chart).containsText("Stalled");
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots", "chart.png")));
        say("moved", "s-borealis", null, false);
        assertThat(chart).not().containsText("Stalled");
    }

    /** Has progress-service say of a session of the night whether it gets on. */
    private void say(String event, String session, @Nullable String build, boolean stalled) {
        var known = Objects.requireNonNull(services.sessions.get(session));
        var said = JsonNodeFactory.instance
                .objectNode()
                .put("session", session)
                .put("version", System.nanoTime())
                .put("agent", known.path("agent").asText())
                .put("build", build)
                .put("task", known.path("task").asText())
                .put("percent", known.path("percent").asDouble())
                .put("message", known.path("message").asText())
                .put("updatedAt", Instant.now().toString())
                .put("ended", false);
        var signals = said.putArray("signals");
        if (stalled) {
            signals.addObject()
                    .put("kind", "stalled")
                    .put("since", Instant.now().minusSeconds(300).toString())
                    .put(
                            "text",
                            "Nothing was heard for more than 4 min: 95 of 100 updates of integration come within 4 min"
                                    + " (of 812 seen).")
                    .put("message", known.path("message").asText());
        }
        services.publish("progress." + event + "." + session, said);
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

    private static Locator rows(Page page) {
        return page.locator("#builds [data-id]");
    }

    private static Locator row(Page page, String id) {
        return page.locator("#builds [data-id='" + id + "']");
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
            case "plan" -> "1 build does not fit";
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
