package io.afterhours.journeys;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestWatcher;

/** A suite for all tests of a class; when one fails, the ends of the logs are shown. */
final class RunningSuite implements BeforeAllCallback, AfterAllCallback, TestWatcher {
    private final Map<String, String> settings;
    private @Nullable Suite suite;

    RunningSuite() {
        this(Map.of());
    }

    /** @param settings of services by their names, as lines of a file of properties */
    RunningSuite(Map<String, String> settings) {
        this.settings = settings;
    }

    Suite get() {
        return requireNonNull(suite, "the suite does not run");
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        suite = Suite.start(settings);
    }

    @Override
    public void testFailed(ExtensionContext context, @Nullable Throwable cause) {
        System.err.println(get().tails());
    }

    @Override
    public void afterAll(ExtensionContext context) {
        var running = suite;
        if (running != null) {
            running.close();
        }
    }
}
