package io.afterhours.scheduler.safety;

import io.afterhours.scheduler.safety.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Takes prose apart into sentences of tokens. A colon ends a sentence: what follows it stands for itself. */
final class Tokens {
    private static final Pattern TOKEN = Pattern.compile("(?<link>(?:https?|ftp)://\\S++)"
            + "|(?<code>`[^`\\n]++`)"
            + "|(?<address>[\\w.+-]++@[\\w-]++\\.[\\w.-]++|(?<![\\w/])[@#][A-Za-z][\\w-]++)"
            + "|(?<amount>[$€£]\\s?\\d[\\d.,]*+[kKmM]?|\\d[\\d.,]*+\\s?(?:€|\\$|EUR|USD|GBP|CHF|BTC|ETH|euros?|dollars?|Euro)\\b)"
            + "|(?<path>(?:~|\\$\\{?HOME\\}?)(?:/[\\w.*@{}$+-]*+)*+(?![\\w])|(?<![\\w.)\\]])/(?:[\\w.*@{}$+-]++/?)*+|[A-Za-z]:\\\\[\\w\\\\.-]*+)"
            + "|(?<file>[\\w@.-]++(?:/[\\w@.*{}-]++)++/?|[\\w-]++(?:\\.[\\w-]++)*\\.[A-Za-z][A-Za-z0-9]{0,5}\\b(?!\\s*@)|\\.[A-Za-z][\\w.-]++)"
            + "|(?<word>[\\p{L}\\p{N}_]++(?:['’-]++[\\p{L}\\p{N}_]++)*+)"
            + "|(?<stop>[.!?;:…]++(?=\\s|$|[\"')\\]])|\\n++|\\s[-–—]+\\s)"
            + "|(?<mark>[^\\s])");
    private static final Map<String, Kind> GROUPS = groups();
    private static final Pattern IDENTIFIER =
            Pattern.compile("[a-z]++[A-Z]\\w*+|\\w++_\\w++|(?:[A-Z][a-z0-9]++){2,}+|[\\w-]++\\.[A-Za-z0-9]++");
    private static final Pattern POSSESSIVE = Pattern.compile("['’]s?$");

    private Tokens() {}

    /** The sentences of a text, in their order; none is empty. */
    static List<List<Token>> sentences(String text) {
        var sentences = new ArrayList<List<Token>>();
        var sentence = new ArrayList<Token>();
        var found = TOKEN.matcher(text);
        while (found.find()) {
            if (found.start("stop") >= 0) {
                if (!sentence.isEmpty()) {
                    sentences.add(List.copyOf(sentence));
                    sentence.clear();
                }
            } else {
                sentence.add(token(found.group(), kind(found)));
            }
        }
        if (!sentence.isEmpty()) {
            sentences.add(List.copyOf(sentence));
        }
        return sentences;
    }

    /** What a group of the pattern stands for, the most frequent first. */
    private static Map<String, Kind> groups() {
        var groups = new LinkedHashMap<String, Kind>();
        for (var each : List.of(Kind.WORD, Kind.CODE, Kind.PATH, Kind.LINK, Kind.ADDRESS, Kind.AMOUNT)) {
            groups.put(each.name().toLowerCase(Locale.ROOT), each);
        }
        groups.put("file", Kind.CODE);
        return groups;
    }

    private static Kind kind(Matcher found) {
        for (var each : GROUPS.entrySet()) {
            if (found.start(each.getKey()) >= 0) {
                return each.getValue();
            }
        }
        return Kind.MARK;
    }

    private static Token token(String text, Kind kind) {
        return switch (kind) {
            case CODE -> quoted(text);
            case WORD ->
                IDENTIFIER.matcher(text).matches()
                        ? new Token(text, text.toLowerCase(Locale.ROOT), Kind.CODE)
                        : new Token(text, normal(text), Kind.WORD);
            case PATH, ADDRESS, AMOUNT, LINK, MARK -> new Token(text, text.toLowerCase(Locale.ROOT), kind);
        };
    }

    /** A name in backticks is code unless it is a plain word or a path, which mean the same without them. */
    private static Token quoted(String text) {
        var inner = text.startsWith("`") ? text.substring(1, text.length() - 1).strip() : text;
        if (inner.matches("(?:~|/).*")) {
            return new Token(inner, inner, Kind.PATH);
        }
        return inner.matches("\\p{Ll}+")
                ? new Token(inner, normal(inner), Kind.WORD)
                : new Token(inner, inner.toLowerCase(Locale.ROOT), Kind.CODE);
    }

    private static String normal(String text) {
        var lower = text.toLowerCase(Locale.ROOT);
        var word = lower.indexOf('\'') < 0 && lower.indexOf('’') < 0
                ? lower
                : POSSESSIVE.matcher(lower).replaceFirst("");
        return switch (word) {
            case "e-mail", "e-mails" -> "email";
            default -> word;
        };
    }
}
