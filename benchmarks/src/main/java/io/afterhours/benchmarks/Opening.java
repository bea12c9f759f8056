package io.afterhours.benchmarks;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import java.time.Duration;

/**
 * How a page was opened.
 *
 * @param firstPaint until the browser painted anything of it, from the start of the navigation
 * @param firstRow until a row of live data had been handed to the screen
 * @param script bytes of script that came for it, compressed as they came
 * @param style bytes of style
 */
record Opening(Duration firstPaint, Duration firstRow, long script, long style) {
    /** Runs in every document before its own script. */
    static final String NOTE_FIRST_ROW = """
            new MutationObserver((_, observer) => {
              if (window.firstRow !== undefined || !document.querySelector('[role=row][data-id]')) return;
              window.firstRow = 0;
              observer.disconnect();
              requestAnimationFrame(() => requestAnimationFrame(() => (window.firstRow = performance.now())));
            }).observe(document, { subtree: true, childList: true });""";

    private static final String READ = """
            () => {
              const bytes = (kind) => performance.getEntriesByType('resource').filter((entry) => new URL(entry.name).pathname.endsWith(kind))
                .reduce((sum, entry) => sum + entry.encodedBodySize, 0);
              return JSON.stringify({
                paint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0,
                row: window.firstRow, script: bytes('.js'), style: bytes('.css') });
            }""";

    static Opening of(Tab tab, String address) {
        tab.page().navigate(address);
        tab.page().waitForFunction("() => window.firstRow > 0");
        var read = new Gson().fromJson((String) tab.page().evaluate(READ), JsonObject.class);
        return new Opening(
                millis(read, "paint"),
                millis(read, "row"),
                read.get("script").getAsLong(),
                read.get("style").getAsLong());
    }

    private static Duration millis(JsonObject read, String name) {
        return Duration.ofNanos(Math.round(read.get(name).getAsDouble() * 1e6));
    }
}
