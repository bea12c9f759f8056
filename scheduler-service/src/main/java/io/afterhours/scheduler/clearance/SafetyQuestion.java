package io.afterhours.scheduler.clearance;

import io.afterhours.scheduler.safety.Finding;
import java.util.List;
import java.util.stream.Collectors;

/** How a person is asked about what the safety checks saw. */
final class SafetyQuestion {
    static final String KIND = "safety";
    static final String FINE = "fine";
    static final String ALWAYS = "always for this kind";
    static final String CANCEL = "cancel";
    static final List<String> OPTIONS = List.of(FINE, ALWAYS, CANCEL);

    private SafetyQuestion() {}

    /** What was seen, and what the answers do. */
    static String asking(List<Finding> open, String kind) {
        return "It is held because it " + said(open)
                + ". `fine` lets it start this once; `always for this kind` remembers it for builds of kind "
                + kind + " with the same words.";
    }

    /** "looks destructive (Delete … backups) and asks for something outside (Send … customers)". */
    static String said(List<Finding> findings) {
        return findings.stream().map(SafetyQuestion::said).collect(Collectors.joining(", and "));
    }

    private static String said(Finding finding) {
        var words = "“" + String.join(" … ", finding.words()) + "”";
        return switch (finding.check()) {
            case UNCLEAR -> "does not say what to do: " + words;
            case DESTRUCTIVE -> "may destroy something: " + words;
            case EXTERNAL -> "reaches people or costs money: " + words;
        };
    }
}
