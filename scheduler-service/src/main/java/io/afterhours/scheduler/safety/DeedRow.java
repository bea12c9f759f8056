package io.afterhours.scheduler.safety;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * A deed that is held: one of these verbs with one of these objects, or at one of these places.
 *
 * @param always whether it is held in a conditional sentence, too, which describes rather than orders
 * @param german whether the verbs stand where German ones do
 */
record DeedRow(SafetyCheck check, boolean always, boolean german, List<String> verbs, WordSet objects, WordSet places) {
    static DeedRow read(String line, Map<String, WordSet> groups) {
        var columns = line.split("\\|", -1);
        if (columns.length != 4) {
            throw new IllegalArgumentException("four columns expected: " + line);
        }
        var what = columns[0].strip();
        return new DeedRow(
                SafetyCheck.of(what.split("[ !]", 2)[0]),
                what.contains("!"),
                what.endsWith(" de"),
                words(columns[1]),
                WordSet.of(words(columns[2]), groups),
                WordSet.of(words(columns[3]), groups));
    }

    private static List<String> words(String column) {
        return Arrays.asList(column.strip().split("\\s+", -1));
    }
}
