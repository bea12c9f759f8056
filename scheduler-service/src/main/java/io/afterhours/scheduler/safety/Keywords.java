package io.afterhours.scheduler.safety;

import io.afterhours.scheduler.safety.Token.Kind;
import java.util.List;
import java.util.Set;

/** Which words in capitals are keywords of HTTP or SQL rather than stressed; statements are looked for elsewhere. */
final class Keywords {
    private static final Set<String> WORDS = Set.of(
            "get",
            "head",
            "options",
            "post",
            "put",
            "patch",
            "delete",
            "select",
            "insert",
            "update",
            "merge",
            "drop",
            "truncate",
            "alter",
            "grant",
            "revoke");

    /** What a statement goes on with, in capitals as well. */
    private static final Set<String> CONTINUATIONS = Set.of(
            "table",
            "database",
            "schema",
            "column",
            "index",
            "view",
            "constraint",
            "trigger",
            "role",
            "sequence",
            "from",
            "into",
            "set",
            "cascade",
            "restrict",
            "on");

    /** "the DELETE endpoint": what is named by a keyword. */
    private static final Set<String> NAMED = Set.of(
            "endpoint",
            "request",
            "route",
            "method",
            "handler",
            "statement",
            "query",
            "call",
            "body",
            "verb",
            "response",
            "trigger",
            "clause",
            "keyword",
            "operation",
            "command",
            "event",
            "button");

    private Keywords() {}

    static boolean isOne(List<Token> sentence, int at) {
        return isKeyword(sentence.get(at))
                && sentence.stream().anyMatch(each -> each.isWord() && !each.isShouted())
                && !(sentence.size() > 1 && sentence.get(1).is("from") && at == 0)
                && (isFollowed(sentence, at) || isPreceded(sentence, at));
    }

    private static boolean isKeyword(Token token) {
        return token.isShouted() && WORDS.contains(token.word());
    }

    private static boolean isFollowed(List<Token> sentence, int at) {
        if (at + 1 == sentence.size()) {
            return false;
        }
        var next = sentence.get(at + 1);
        return next.kind() == Kind.LINK
                || (next.kind() == Kind.PATH && next.text().startsWith("/"))
                || (next.kind() == Kind.CODE && next.text().contains("/"))
                || (next.isShouted() && CONTINUATIONS.contains(next.word()))
                || Inflection.bases(next.word()).stream().anyMatch(NAMED::contains)
                || (at + 2 < sentence.size()
                        && sentence.get(at + 2).isShouted()
                        && sentence.get(at + 2).is("set"));
    }

    /** "the DELETE", "ON DELETE", "GET, POST and DELETE". */
    private static boolean isPreceded(List<Token> sentence, int at) {
        if (at == 0) {
            return false;
        }
        var before = at - 1;
        while (before >= 0 && Grammar.JOINTS.contains(sentence.get(before).word())) {
            before--;
        }
        if (before < at - 1) {
            return before > Orders.skipAdverbs(sentence, 0) && isKeyword(sentence.get(before));
        }
        var previous = sentence.get(before);
        return Grammar.DETERMINERS.contains(previous.word()) || previous.is("http", "sql", "on");
    }
}
