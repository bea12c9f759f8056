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
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Policies, limits and the retry ladder, as they are looked at and changed in a real browser. */
@QuarkusTest
@QuarkusTestResource(DashboardServers.class)
class PolicyPagesTest extends BrowserTest {
    @Test
    void a_band_is_changed_after_its_effect_on_the_queue_was_shown() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/policies/night");
        page.getByLabel("Edit evening").click();
        var dialog = page.getByRole(AriaRole.DIALOG);
        var save = dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Save"));
        assertThat(save).isDisabled();
        dialog.getByLabel("From", new Locator.GetByLabelOptions().setExact(true))
                .fill("17:30");
        assertThat(dialog.getByText(Pattern.compile("^17:30-\\d\\d:\\d\\d on the clock of ")))
                .isVisible();
        dialog.getByLabel("From", new Locator.GetByLabelOptions().setExact(true))
                .fill("17:00");
        dialog.getByLabel("Slots").fill("5");
        dialog.getByText("Preview").click();
        assertThat(dialog.getByLabel("What it would do")).containsText("3 builds start at once instead of 1");
        assertThat(dialog.getByLabel("What it would do")).containsText("Monday to Friday 17:00-18:00");
        // The preview names builds by titles of any length, and nothing of the form is pushed out of the dialog by one.
        assertThat(dialog.evaluate("dialog => dialog.scrollWidth > dialog.clientWidth"))
                .isEqualTo(false);
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
    void a_band_is_taken_out_after_its_effect_on_the_queue_was_shown() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/policies/night");
        page.getByLabel("Edit evening").click();
        var dialog = page.getByRole(AriaRole.DIALOG);
        services.commands.clear();

        dialog.getByText("Take it out…").click();
        assertThat(dialog.getByLabel("What it would do")).containsText("builds start at once");
        assertThat(services.commands).extracting(FakeServices.Command::method).containsOnly("POST");

        dialog.getByText("Yes, take it out").click();
        assertThat(page.getByText("evening is taken out of night.")).isVisible();
        assertThat(services.commands).anySatisfy(command -> {
            assertThat(command.method()).isEqualTo("PUT");
            assertThat(command.body().at("/bands").findValuesAsText("name")).doesNotContain("evening");
        });
        page.getByLabel("Go back to version 0").click();
        assertThat(page.getByText("night is as it was in version 0.")).isVisible();
    }

    @Test
    void a_limit_of_a_provider_stands_above_the_week_with_its_reset_time_and_is_lifted_there() {
        var page = browser.signedIn(1360, ColorScheme.LIGHT);
        page.navigate(browser.address() + "/policies/night");

        var limits = page.locator("section[aria-labelledby=limits] li");
        assertThat(limits).hasCount(1);
        assertThat(limits.first()).containsText("codex starts nothing until");
        assertThat(limits.first()).containsText("You've hit your limit.");
        assertThat(limits.first().locator("time")).hasAttribute("datetime", Pattern.compile("2.*Z"));
        assertThat(limits.first().getByRole(AriaRole.LINK)).hasText("B-41");

        try {
            button(page, "Lift the limit of codex").click();
            assertThat(page.getByText("codex goes on at once")).isVisible();
            assertThat(limits).hasCount(0);
        } finally {
            services.scheduler.lifted = false;
        }
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
        assertThat(page.getByText("Climbs: the next attempt is that of the next rung"))
                .isVisible();

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
}
