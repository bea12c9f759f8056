package io.afterhours.dashboard.page;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import io.afterhours.dashboard.DashboardServers;
import io.restassured.RestAssured;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Debian's Chromium, driven by Playwright; one for all tests of a class, and for each of them tabs that know nothing of those before.
 * Without it the tests fail and say how to get it.
 */
final class Browser implements AutoCloseable {
    private static final Path CHROMIUM = Path.of(System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium"));
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run");

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser browser;
    private final String address;

    Browser(int port) {
        if (!Files.isExecutable(CHROMIUM)) {
            throw new AssertionError("The browser tests need Chromium: apt-get install -y chromium");
        }
        address = "http://localhost:" + port;
        // What a page should show is waited for as long as what it should take.
        PlaywrightAssertions.setDefaultAssertionTimeout(30_000);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(FLAGS));
    }

    /** A tab of somebody who signed in with a link, as people do. */
    Page signedIn(int width, ColorScheme scheme) {
        var page = context(width, scheme).newPage();
        String link = RestAssured.given()
                .header("Authorization", "Bearer " + DashboardServers.TOKEN)
                .post(address + "/api/session/link")
                .path("url");
        page.navigate(link);
        page.waitForURL(address + "/");
        page.getByText("Live", new Page.GetByTextOptions().setExact(true)).waitFor();
        return page;
    }

    Page stranger() {
        return context(1360, ColorScheme.LIGHT).newPage();
    }

    String address() {
        return address;
    }

    /** Closes every tab, with all that its site has stored. */
    void closeTabs() {
        browser.contexts().forEach(BrowserContext::close);
    }

    private BrowserContext context(int width, ColorScheme scheme) {
        return browser.newContext(new com.microsoft.playwright.Browser.NewContextOptions()
                .setViewportSize(width, width < 700 ? 844 : 900)
                .setTimezoneId("Europe/Berlin")
                .setColorScheme(scheme));
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
