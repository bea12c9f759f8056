package io.afterhours.benchmarks;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A tab of Chromium at the size of a desk's screen, signed in as a person is, and what it reports of itself. */
final class Tab implements AutoCloseable {
    private static final Path CHROMIUM = Path.of(System.getenv().getOrDefault("CHROMIUM", "/usr/bin/chromium"));
    private static final List<String> FLAGS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run");
    /** Whether the page says that it is live. */
    static final String LIVE = "document.querySelector('header [role=status]')?.textContent.startsWith('Live')";

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /**
     * Tells of each mark that came into the document, once the frame after the one that draws it begins: by then it has been handed
     * to the screen.
     */
    private static final String TELL_OF_MARKS = """
            () => {
              const told = new Set();
              const look = (text) => {
                for (const [, number] of (text ?? '').matchAll(/mark-(\\d+)/g)) {
                  if (told.has(number)) continue;
                  told.add(number);
                  requestAnimationFrame(() => requestAnimationFrame(() =>
                    window.painted(Number(number), performance.timeOrigin + performance.now())));
                }
              };
              new MutationObserver((changes) => {
                for (const change of changes) {
                  if (change.type === 'characterData') look(change.target.data);
                  else change.addedNodes.forEach((node) => look(node.textContent));
                }
              }).observe(document.body, { subtree: true, childList: true, characterData: true });
            }""";

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser browser;
    private final Page page;
    private final CDPSession devTools;
    private final Map<Integer, Instant> painted = new HashMap<>();

    private Tab(Playwright playwright) {
        this.playwright = playwright;
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(FLAGS));
        page = browser.newContext(new com.microsoft.playwright.Browser.NewContextOptions().setViewportSize(1360, 900))
                .newPage();
        page.setDefaultTimeout((double) PATIENCE.toMillis());
        page.exposeFunction("painted", told -> {
            var micros = Math.round(((Number) told[1]).doubleValue() * 1_000);
            painted.put(((Number) told[0]).intValue(), Instant.EPOCH.plusNanos(micros * 1_000));
            return null;
        });
        devTools = page.context().newCDPSession(page);
    }

    /** Opens a tab that a link has signed in. */
    static Tab signedIn(Api api) throws IOException, InterruptedException {
        if (!Files.isExecutable(CHROMIUM)) {
            throw new IOException("the pages are measured in Chromium: apt-get install -y chromium");
        }
        var link = api.post("/api/session/link", Map.of()).path("url").asText();
        var tab = new Tab(Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"))));
        tab.page.navigate(link);
        tab.awaitLive();
        return tab;
    }

    Page page() {
        return page;
    }

    void awaitLive() {
        page.waitForFunction("() => " + LIVE);
    }

    /** Has every mark noted from now on. */
    void watchMarks() {
        page.evaluate(TELL_OF_MARKS);
    }

    /** When the frame with this mark had been painted; waits for it. */
    Instant painted(int mark) {
        page.waitForCondition(() -> painted.containsKey(mark));
        var at = painted.get(mark);
        if (at == null) {
            throw new IllegalStateException("mark " + mark + " was not painted");
        }
        return at;
    }

    /** When the first frame with any mark after a moment had been painted; waits for it. */
    Instant paintedAfter(Instant moment) {
        page.waitForCondition(() -> painted.values().stream().anyMatch(at -> at.isAfter(moment)));
        return painted.values().stream()
                .filter(at -> at.isAfter(moment))
                .min(Instant::compareTo)
                .orElseThrow();
    }

    /** All marks that were painted so far. */
    Map<Integer, Instant> painted() {
        return Map.copyOf(painted);
    }

    JsonObject ask(String method, JsonObject parameters) {
        return devTools.send(method, parameters);
    }

    JsonObject ask(String method) {
        return devTools.send(method);
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
