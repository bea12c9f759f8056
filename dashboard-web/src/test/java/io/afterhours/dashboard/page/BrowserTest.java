package io.afterhours.dashboard.page;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.afterhours.dashboard.FakeServices;
import io.restassured.RestAssured;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A test in a real browser, against the dashboard as it is built; every class of them has the same dashboard and services. */
abstract class BrowserTest {
    /** A title that would do harm if it were taken for anything but text. */
    static final String HOSTILE = "<img src=x onerror=\"window.harmed=1\"><script>window.harmed=1</script>";

    @SuppressWarnings("NullAway.Init") // The test resource injects it.
    FakeServices services;

    @SuppressWarnings("NullAway.Init") // Opened before the first test.
    static Browser browser;

    private static boolean open;

    @BeforeEach
    void open() {
        if (!open) {
            browser = new Browser(RestAssured.port);
            open = true;
        }
    }

    @AfterEach
    void close_tabs() {
        browser.closeTabs();
    }

    @AfterAll
    static void close() {
        browser.close();
        open = false;
    }

    /** Takes a picture, and notes what is wrong with the page as it is. */
    static void look(Page page, String shot, List<String> found) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target/screenshots", shot + ".png")));
        violations(page).forEach(each -> found.add(shot + ": " + each));
        if ((Boolean) page.evaluate("document.documentElement.scrollWidth > innerWidth")) {
            found.add(shot + ": wider than the window");
        }
    }

    /** A page has no frames, so axe needs no second page in which it would put their results together. */
    static List<String> violations(Page page) {
        return new AxeBuilder(page)
                        .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
                        .setLegacyMode(true)
                        .analyze()
                        .getViolations()
                        .stream()
                        .map(each ->
                                each.getId() + " " + each.getNodes().getFirst().getHtml())
                        .toList();
    }

    static Locator button(Page page, String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }
}
