package io.afterhours.local.suite;

import io.afterhours.local.process.Notices;
import io.afterhours.local.process.Part;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;

/** What a person sees of the start, the stop and everything between: one line per event, here and in the log. */
public final class Screen implements Notices {
    private final PrintStream out;
    private final Path log;
    private final InstantSource clock;

    public Screen(PrintStream out, Path log, InstantSource clock) {
        this.out = out;
        this.log = log;
        this.clock = clock;
    }

    @Override
    public void ready(Part part, Duration took) {
        say("  %-10s ready    %s".formatted(part.name(), seconds(took)));
    }

    @Override
    public void died(Part part, int status, Duration next) {
        say("  %-10s ended with status %d; starts again in %s (log: %s)"
                .formatted(part.name(), status, seconds(next), part.log()));
    }

    @Override
    public void cannotStart(Part part, String why) {
        say("  %-10s cannot be started: %s".formatted(part.name(), why));
    }

    @Override
    public void again(Part part, Duration took) {
        say("  %-10s runs again, ready after %s".formatted(part.name(), seconds(took)));
    }

    @Override
    public void stopped(Part part, Duration took, boolean whenAsked) {
        say("  %-10s stopped  %s%s"
                .formatted(part.name(), seconds(took), whenAsked ? "" : "  (did not stop when asked and was ended)"));
    }

    /** Prints a line, and adds it to the log with its time. A log that cannot be written, on a full disk, stops nobody. */
    public synchronized void say(String line) {
        out.println(line);
        out.flush();
        try {
            Files.writeString(
                    log, clock.instant() + " " + line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            out.println("  (not in " + log + ": " + e.getMessage() + ")");
        }
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
    }
}
