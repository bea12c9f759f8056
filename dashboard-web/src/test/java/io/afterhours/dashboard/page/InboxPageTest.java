package io.afterhours.dashboard.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import io.afterhours.dashboard.DashboardServers;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The inbox, in a real browser. */
@QuarkusTest
@QuarkusTestResource(DashboardServers.class)
class InboxPageTest extends BrowserTest {
    @Test
    void the_words_that_a_safety_check_saw_are_marked_in_the_text_and_nothing_of_the_text_is_taken_for_more() {
        var build = services.builds.get("B-50");
        var before = build.deepCopy();
        build.put("prompt", HOSTILE + "\nDelete the old backups, then mail <b>all</b> customers.")
                .put("accept", "make check");
        build.putArray("concerns")
                .addObject()
                .put("check", "destructive")
                .putArray("words")
                .add("Delete")
                .add("backups");
        services.builds.change("B-50", "queued", null);
        try (var _ = services.scheduler.raise(
                "E-8",
                "E-20",
                "Is this fine?",
                asked -> asked.put("kind", "safety")
                        .put("build", "B-50")
                        .put("evidence", build.path("prompt").asText()))) {
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
            before.set("version", build.path("version"));
            build.removeAll();
            build.setAll(before);
            services.builds.change("B-50", "queued", null);
        }
    }

    @Test
    void an_escalation_is_answered_and_leaves_the_inbox() {
        services.scheduler.escalation("E-8").put("state", "open");
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
    void a_failed_build_is_given_to_the_agent_that_is_named_for_it() {
        try (var _ = services.scheduler.raise(
                "E-7",
                "E-23",
                "It failed: no key",
                asked -> asked.putArray("options").add("retry").add("other-agent"))) {
            var page = browser.signedIn(1360, ColorScheme.LIGHT);
            page.navigate(browser.address() + "/inbox/E-23");
            page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("Other-agent"))
                    .check();
            assertThat(page.getByLabel("Note")).hasCount(0);
            page.getByText("Send the answer").click();
            assertThat(page.getByLabel("To which agent")).isFocused();
            page.getByLabel("To which agent").fill("shell");
            page.getByText("Send the answer").click();
            assertThat(page.getByText("E-23 is answered: other-agent.")).isVisible();
            assertThat(services.commands).anySatisfy(command -> {
                assertThat(command.path()).isEqualTo("/api/escalations/E-23/answer");
                assertThat(command.body().path("note").asText()).isEqualTo("shell");
            });
        }
    }

    @Test
    void a_question_is_set_aside_for_an_hour_and_no_longer_counted() {
        try (var _ = services.scheduler.raise("E-8", "E-21", "Which port is free?", _ -> {})) {
            var page = browser.signedIn(1360, ColorScheme.LIGHT);
            page.navigate(browser.address() + "/inbox/E-21");
            var link = page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Which port is free?"));
            assertThat(link).isVisible();
            var heading = page.getByRole(
                    AriaRole.HEADING, new Page.GetByRoleOptions().setName(Pattern.compile("^Needs you")));
            var before = heading.textContent();

            page.getByText("Set aside").click();

            assertThat(page.getByText("Seen by Ada, comes up again")).isVisible();
            assertThat(heading).not().hasText(before);
            assertThat(link).isVisible();
            assertThat(services.commands).anySatisfy(command -> {
                assertThat(command.path()).isEqualTo("/api/escalations/E-21/acknowledge");
                assertThat(Instant.parse(command.body().path("until").asText()))
                        .isBetween(
                                Instant.now().plusSeconds(3_500), Instant.now().plusSeconds(3_700));
            });
        }
    }

    @Test
    void an_answer_is_confirmed_even_when_its_escalation_leaves_the_inbox_first() {
        services.scheduler.escalation("E-8").put("state", "open");
        services.publish("escalation.raised.E-8", services.scheduler.escalation("E-8"));
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/inbox/E-8");
        page.getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("3")).check();
        var reply = services.scheduler.holdAnswers();
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
    void of_a_long_inbox_the_chosen_line_and_what_it_asks_are_both_in_sight() {
        var asked = IntStream.range(30, 60)
                .mapToObj(number -> services.scheduler.alike("E-8", "E-" + number, "Question " + number, _ -> {}))
                .toList();
        try (var _ = services.scheduler.raise(asked)) {
            var page = browser.signedIn(1360, ColorScheme.LIGHT);
            page.navigate(browser.address() + "/inbox");
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Question 59"))
                    .click();
            page.keyboard().press("k");
            assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Question 58")))
                    .isInViewport();
            assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Question 58")))
                    .isInViewport();
            assertThat(page.getByText("Send the answer")).isInViewport();
        }
    }

    @Test
    void the_review_of_a_build_is_its_escalation_where_there_is_one() {
        try (var _ = services.scheduler.raise(
                "E-8",
                "E-19",
                "Approve the report",
                asked -> asked.put("kind", "approval").put("build", "B-49"))) {
            var page = browser.signedIn(1360, ColorScheme.LIGHT);
            page.navigate(browser.address() + "/inbox/B-49");
            assertThat(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("Approve the report")))
                    .isVisible();
        }
    }

    @Test
    void an_approval_shows_the_text_of_its_build_once() {
        var prompt = services.builds.get("B-50").path("prompt").asText();
        try (var _ = services.scheduler.raise(
                "E-8",
                "E-21",
                "Approve: Compare three ways to seal the ledger",
                asked -> asked.put("kind", "approval").put("build", "B-50").put("evidence", prompt))) {
            var page = browser.signedIn(1360, ColorScheme.LIGHT);
            page.navigate(browser.address() + "/inbox/E-21");
            assertThat(page.getByLabel("Prompt")).containsText("Keep the public API as it is.");
            assertThat(page.getByText("Keep the public API as it is.")).hasCount(1);
        }
    }

    private void withdrawApproval() {
        var build = services.builds.get("B-49");
        build.putObject("verdict").put("code", "approval").put("text", "Needs your approval: external action.");
        services.builds.change("B-49", "queued", null);
    }
}
