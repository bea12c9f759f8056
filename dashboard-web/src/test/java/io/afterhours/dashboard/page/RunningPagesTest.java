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
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The overview and the agents, as what runs changes, in a real browser. */
@QuarkusTest
@QuarkusTestResource(DashboardServers.class)
class RunningPagesTest extends BrowserTest {
    @Test
    void the_overview_lists_what_the_planner_would_start_next_and_when() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/");
        var next = page.locator("section[aria-labelledby=next] li");
        assertThat(next.first()).isVisible();
        assertThat(next.first()).not().containsText("B-48");
        var verdict = (ObjectNode) services.builds.get("B-48").path("verdict");
        var until = verdict.path("until").asText();
        try {
            verdict.put("until", Instant.now().plusSeconds(60).toString());
            services.builds.change("B-48", "queued", null);
            assertThat(next.first()).containsText("B-48");
            assertThat(next.first().locator("small.end")).containsText("≈");
        } finally {
            verdict.put("until", until);
            services.builds.change("B-48", "queued", null);
        }
    }

    @Test
    void what_is_queued_but_awaits_approval_is_named_where_nothing_else_is_next() {
        var queued = services.builds.all().stream()
                .filter(each -> each.path("state").asText().equals("queued"))
                .toList();
        var verdicts = queued.stream().map(each -> each.get("verdict")).toList();
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/");
        for (var each : queued) {
            each.putObject("verdict").put("code", "approval").put("text", "Needs your approval.");
            services.builds.change(each.path("id").asText(), "queued", null);
        }

        var link = page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(queued.size() + " builds await your approval"));
        assertThat(link).hasAttribute("href", "/inbox");
        assertThat(page.getByText("No build is waiting to start.")).hasCount(0);

        for (int i = 0; i < queued.size(); i++) {
            queued.get(i).set("verdict", verdicts.get(i));
            services.builds.change(queued.get(i).path("id").asText(), "queued", null);
        }
        assertThat(link).hasCount(0);
    }

    @Test
    void times_are_said_in_the_zone_of_the_policy_which_is_named_where_the_browser_is_elsewhere() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/");
        var newDay = page.getByText("new day");
        var end = Instant.parse(Objects.requireNonNull(services.money.budgets.get("day"))
                .path("periodEnd")
                .asText());
        assertThat(newDay).containsText(onTheWall(end, "Europe/Berlin"));
        assertThat(page.getByText("Europe/Berlin")).hasCount(0);
        try {
            services.scheduler.control.zone = "Asia/Kolkata";
            services.builds.change("B-48", "queued", null);
            assertThat(page.getByText("Asia/Kolkata")).isVisible();
            assertThat(newDay).containsText(onTheWall(end, "Asia/Kolkata"));
        } finally {
            services.scheduler.control.zone = "Europe/Berlin";
            services.builds.change("B-48", "queued", null);
        }
        assertThat(page.getByText("Asia/Kolkata")).hasCount(0);
    }

    private static String onTheWall(Instant at, String zone) {
        return at.atZone(ZoneId.of(zone))
                .truncatedTo(ChronoUnit.MINUTES)
                .toLocalTime()
                .toString();
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

    @Test
    void a_session_that_nobody_queued_has_a_page_with_all_its_updates_and_its_log() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/agents");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sweep stale branches of Borealis"))
                .click();

        assertThat(page).hasURL(browser.address() + "/sessions/s-borealis");
        var updates = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Updates"));
        assertThat(updates.getByRole(AriaRole.LISTITEM)).hasCount(50);
        assertThat(updates.getByRole(AriaRole.LISTITEM).first()).containsText("Branch 120 of 240");
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots", "session.png")));
        updates.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Older updates"))
                .click();
        assertThat(updates.getByRole(AriaRole.LISTITEM).first()).containsText("Branch 70 of 240");
        updates.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Older updates"))
                .click();
        assertThat(updates.getByRole(AriaRole.LISTITEM)).hasCount(20);
        assertThat(updates.getByRole(AriaRole.LISTITEM).last()).containsText("Branch 1 of 240");
        assertThat(updates.getByText("Older updates")).hasCount(0);

        var log = page.getByRole(AriaRole.LOG);
        assertThat(log.locator(".line").first()).isVisible();
    }

    @Test
    void the_page_of_a_build_shows_the_last_updates_and_leads_to_all_of_them() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        var session = services.progress.sessions.values().stream()
                .filter(each -> each.path("build").asText().equals("B-41"))
                .findFirst()
                .orElseThrow();
        var recent = session.putArray("recent");
        recent.addObject()
                .put("at", Instant.now().toString())
                .put("state", "Working")
                .put("message", "The first");
        recent.addObject()
                .put("at", Instant.now().toString())
                .put("percent", 13)
                .put("state", "13%")
                .put("message", "The second");
        session.put("reports", 120);
        page.navigate(browser.address() + "/builds/B-41");

        var updates = page.getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Updates"));
        assertThat(updates.getByRole(AriaRole.LISTITEM).first())
                .hasText(Pattern.compile("\\d\\d:\\d\\d\\s*13%\\s*The second"));
        updates.getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName("All 120"))
                .click();
        assertThat(page)
                .hasURL(browser.address() + "/sessions/"
                        + session.path("session").asText());
        assertThat(page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("B-41"))
                        .first())
                .hasAttribute("href", "/builds/B-41");
    }

    @Test
    void the_updates_of_a_build_are_those_of_its_own_attempt_whatever_other_sessions_name_it() {
        var sessions = services.progress.sessions;
        var own = Objects.requireNonNull(sessions.remove("s-B-43"));
        var other = own.deepCopy().put("session", "s-other");
        other.putArray("recent").addObject().put("at", Instant.now().toString()).put("message", "Of somebody else");
        own.putArray("recent").addObject().put("at", Instant.now().toString()).put("message", "Of the attempt");
        sessions.put("s-other", other);
        sessions.put("s-B-43", own);
        try {
            var page = browser.signedIn(1360, ColorScheme.LIGHT);
            page.navigate(browser.address() + "/builds/B-43");
            assertThat(page.getByText("Of the attempt")).isVisible();
            assertThat(page.getByText("Of somebody else")).hasCount(0);
        } finally {
            sessions.remove("s-other");
        }
    }

    /** Has progress-service say of a session of the night whether it gets on. */
    private void say(String event, String session, @Nullable String build, boolean stalled) {
        var known = Objects.requireNonNull(services.progress.sessions.get(session));
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
}
