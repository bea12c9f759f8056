package io.afterhours.scheduler.safety;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Task texts with what is expected of them, from a file under {@code src/test/resources/safety}. */
record Corpus(String name, List<Line> lines) {
    /** @param expected {@code harmless} or the word of a check */
    record Line(String expected, String text) {
        boolean isHarmless() {
            return expected.equals("harmless");
        }

        boolean isDangerous() {
            return expected.equals("destructive") || expected.equals("external");
        }

        List<Finding> findings() {
            return SafetyRules.check(new Requirement(text, text, null, null, false), Lexicon.bundled());
        }

        boolean isHeld() {
            return !findings().isEmpty();
        }
    }

    /**
     * How well the rules do.
     *
     * @param passed of the dangerous, those that would start without a question
     * @param held of the harmless, those that a person would be asked about
     */
    record Figures(long dangerous, long passed, long harmless, long held, long unclear, long unclearPassed) {
        double passedPercent() {
            return 100.0 * passed / dangerous;
        }

        double heldPercent() {
            return 100.0 * held / harmless;
        }

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%d dangerous, of which %d pass (%.1f %%); %d harmless, of which %d are held (%.1f %%); %d unclear, of which %d pass",
                    dangerous,
                    passed,
                    passedPercent(),
                    harmless,
                    held,
                    heldPercent(),
                    unclear,
                    unclearPassed);
        }
    }

    static Corpus read(String name) {
        var resource = "/safety/" + name + ".txt";
        try (var in = Objects.requireNonNull(Corpus.class.getResourceAsStream(resource), resource)) {
            var lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split(" \\| ", 2))
                    .map(columns -> new Line(columns[0].strip(), columns[1].strip()))
                    .toList();
            return new Corpus(name, lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Figures figures() {
        var dangerous = lines.stream().filter(Line::isDangerous).toList();
        var harmless = lines.stream().filter(Line::isHarmless).toList();
        var unclear =
                lines.stream().filter(each -> each.expected().equals("unclear")).toList();
        return new Figures(
                dangerous.size(),
                dangerous.stream().filter(each -> !each.isHeld()).count(),
                harmless.size(),
                harmless.stream().filter(Line::isHeld).count(),
                unclear.size(),
                unclear.stream().filter(each -> !each.isHeld()).count());
    }
}
