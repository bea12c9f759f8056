package io.afterhours.cli.invocation;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/** What the command line asks of the machine besides reading and writing. */
public interface Desktop {
    /** Opens an address in the person's browser; false where there is none. */
    boolean browse(String url);

    /**
     * Lets the person edit a file, and waits for the end of it.
     *
     * @param command the editor with its arguments, as {@code EDITOR} holds it
     */
    void edit(String command, Path file) throws IOException;

    /** Waits before it asks again. */
    void pause(Duration time);
}
