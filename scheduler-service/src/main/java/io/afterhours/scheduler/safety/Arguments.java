package io.afterhours.scheduler.safety;

import java.util.ArrayList;
import java.util.List;

/** What stands behind a command's name. */
record Arguments(List<String> words) {
    /** Whether one of these is among them. */
    boolean has(String... wanted) {
        for (var each : wanted) {
            if (words.contains(each)) {
                return true;
            }
        }
        return false;
    }

    /** Those that are no options, up to where the sentence goes on. */
    List<String> targets() {
        var targets = new ArrayList<String>();
        for (var each : words) {
            if (each.matches("and|then|because|so|from|to|und|dann|for|in|before|when")) {
                break;
            }
            if (!each.startsWith("-") && !each.isBlank()) {
                targets.add(each);
            }
        }
        return targets;
    }
}
