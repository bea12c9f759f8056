package io.afterhours.cli;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/** A test of what Alice sees who calls commands at a gateway. */
abstract class CommandTest {
    final Gateway gateway = Gateway.start();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @AfterEach
    void stop() {
        gateway.close();
    }

    Caller alice() {
        return new Caller(folder).of(gateway);
    }
}
