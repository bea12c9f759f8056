package io.afterhours.cli.invocation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Map;

/**
 * What the command line finds around it.
 *
 * @param folder where it was called
 * @param home the person's
 * @param terminal whether a person looks at {@code out}
 * @param width of the terminal
 * @param desktop the programs that it may start
 */
public record Surroundings(
        Map<String, String> environment,
        Path folder,
        Path home,
        InputStream in,
        PrintStream out,
        PrintStream err,
        boolean terminal,
        int width,
        InstantSource clock,
        ZoneId zone,
        Desktop desktop) {
    /** A variable of the environment; empty where it is not set. */
    public String variable(String name) {
        return environment.getOrDefault(name, "");
    }

    /** The next line that is typed, without its end; empty where the input is over. */
    String line() {
        var line = new ByteArrayOutputStream();
        try {
            for (int each = in.read(); each >= 0 && each != '\n'; each = in.read()) {
                line.write(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
