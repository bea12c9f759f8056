package io.afterhours.scheduler.safety;

import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The signs by which Markdown stresses words: {@code _delete_} says what {@code delete} says. */
final class Emphasis {
    /** What stands in backticks is tried first, since an underscore or a star in it is a part of what is named. */
    private static final Pattern STRESSED = Pattern.compile("`[^`\\n]*+`"
            + "|(?<![\\w/.-])(_{1,3})(?=[^\\s_])((?:`[^`\\n]*+`|[^_`\\n])++)(?<=\\S)\\1(?!\\w)"
            + "|(?<![\\w/.*\\\\-])(\\*{1,3})(?=[^\\s*])((?:`[^`\\n]*+`|[^*`\\n])++)(?<=\\S)\\3(?![\\w*])");

    /** Names of Python, which are written as stressed words are. */
    private static final Set<String> NAMES = Set.of(
            "all", "call", "del", "delete", "dict", "doc", "enter", "exit", "file", "init", "main", "name", "new",
            "set");

    private Emphasis() {}

    /** The same words without the signs. */
    static String without(String text) {
        if (text.indexOf('_') < 0 && text.indexOf('*') < 0) {
            return text;
        }
        return STRESSED.matcher(text).replaceAll(found -> Matcher.quoteReplacement(words(found)));
    }

    private static String words(MatchResult found) {
        if (found.group(3) != null) {
            return found.group(4);
        }
        return found.group(1) == null || (found.group(1).length() == 2 && NAMES.contains(found.group(2)))
                ? found.group()
                : found.group(2);
    }
}
