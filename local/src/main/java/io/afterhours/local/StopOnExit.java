package io.afterhours.local;

import io.afterhours.local.state.StateFolder;
import io.afterhours.local.suite.Screen;
import io.afterhours.local.suite.Suite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;

/** Stops the suite when this process ends: by Ctrl-C, by a signal, or after a failed start. */
final class StopOnExit {
    private final StateFolder state;
    private final Suite suite;
    private final Screen screen;
    private volatile boolean stopping;

    StopOnExit(StateFolder state, Suite suite, Screen screen) {
        this.state = state;
        this.suite = suite;
        this.screen = screen;
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "stop"));
    }

    boolean isStopping() {
        return stopping;
    }

    private void stop() {
        stopping = true;
        screen.say("Stopping");
        suite.stop();
        screen.say("Stopped");
        try {
            Files.deleteIfExists(state.run().resolve("ready"));
            Files.deleteIfExists(state.processId("up"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
