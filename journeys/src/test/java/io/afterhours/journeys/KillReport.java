package io.afterhours.journeys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** What a run of kills has shown, line by line: on standard output, and in a file that is written as it goes. */
final class KillReport {
    private final Path file;
    private final long begun = System.nanoTime();
    private final List<Double> recoveries = new ArrayList<>();

    /**
     * @param journey whose kills they are; the file has its name
     * @param what which parts are killed, and for how long
     */
    KillReport(Class<?> journey, String what) throws IOException {
        file = Files.createDirectories(Path.of("target")).resolve(journey.getSimpleName() + ".md");
        Files.writeString(file, "");
        say("Kills " + what);
        say("");
        say("| kill | of | all ready again after | work goes on after |");
        say("|---:|---|---:|---:|");
    }

    /**
     * One kill.
     *
     * @param ready until every part said that it is ready
     * @param working until the next build was finished, or the next report booked
     */
    void killed(int kill, String part, Duration ready, Duration working) throws IOException {
        recoveries.add(seconds(ready));
        say(String.format(Locale.ROOT, "| %d | %s | %.1f s | %.1f s |", kill, part, seconds(ready), seconds(working)));
    }

    /** The sums, in one line, when all of them were found right. */
    void end(String sums) throws IOException {
        Collections.sort(recoveries);
        say("");
        say(String.format(
                Locale.ROOT,
                "%d kills in %.1f min, ready again after %.1f s (half of them) to %.1f s (the longest); %s",
                recoveries.size(),
                seconds(Duration.ofNanos(System.nanoTime() - begun)) / 60,
                recoveries.get(recoveries.size() / 2),
                recoveries.getLast(),
                sums));
    }

    private void say(String line) throws IOException {
        System.out.println(line);
        Files.writeString(file, line + "\n", StandardOpenOption.APPEND);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
