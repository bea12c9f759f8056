package io.afterhours.scheduler.safety;

import java.util.List;

/**
 * What a sentence asks to be done.
 *
 * @param base the verb in its base form
 * @param heads the nouns that it is done to
 * @param modifiers the words before the nouns
 * @param rest what follows: where, with what, to whom
 * @param ordered whether it is to be done, rather than named or to be programmed
 * @param conditional whether the sentence says when, as descriptions of a program do
 */
record Deed(
        Token verb,
        String base,
        List<Token> heads,
        List<Token> modifiers,
        List<Token> rest,
        boolean ordered,
        boolean conditional) {
    /** "the backups", and not "backups". */
    boolean hasDeterminer() {
        return !modifiers.isEmpty()
                && Grammar.DETERMINERS.contains(modifiers.getFirst().word());
    }
}
