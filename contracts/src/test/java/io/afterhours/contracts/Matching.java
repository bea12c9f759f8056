package io.afterhours.contracts;

/** Whether a NATS subject filter covers a subject. */
final class Matching {
    private Matching() {}

    static boolean covers(String filter, String subject) {
        var pattern = filter.split("\\.", -1);
        var tokens = subject.split("\\.", -1);
        for (int i = 0; i < pattern.length; i++) {
            if (pattern[i].equals(">")) {
                return tokens.length > i;
            }
            if (i >= tokens.length || (!pattern[i].equals("*") && !pattern[i].equals(tokens[i]))) {
                return false;
            }
        }
        return pattern.length == tokens.length;
    }
}
