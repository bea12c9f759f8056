package io.afterhours.scheduler.markdown;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A bullet taken apart, with the places of its parts in the text of the line.
 *
 * @param markAt where the sign between the brackets stands; negative for a bullet without a box
 * @param bodyFrom where the words after bullet and box begin
 * @param bodyTo where they end, before the id's comment and trailing space
 * @param id the build's id from the comment at the end
 */
record ItemLine(
        String text,
        int markAt,
        int bodyFrom,
        int bodyTo,
        List<Pair> pairs,
        @Nullable String id) {
    private static final Pattern BULLET = Pattern.compile("\\uFEFF?\\s*(?:[-*+]|\\d{1,9}[.)])[ \\t]+");
    private static final Pattern BOX = Pattern.compile("\\[(.)](?=\\s|$)");
    private static final Pattern ID = Pattern.compile("\\s*<!--\\s*(B-\\d{1,18})\\s*-->\\s*$");
    private static final Pattern SEPARATOR = Pattern.compile("\\s+[-–—|]\\s+");
    private static final Pattern PAIR = Pattern.compile("[*_]{0,2}([A-Za-z][A-Za-z _]{1,24}?)[*_]{0,2}:[*_]{0,2}\\s*");

    /** A known key and its value, which stands at [from, to) in the text of the line. */
    record Pair(Key key, int from, int to) {}

    /** Empty when the line is no bullet. */
    static Optional<ItemLine> of(String text) {
        var bullet = BULLET.matcher(text);
        if (!bullet.lookingAt()) {
            return Optional.empty();
        }
        var box = BOX.matcher(text).region(bullet.end(), text.length());
        box.useTransparentBounds(true);
        var boxed = box.lookingAt() && Mark.of(box.group(1).charAt(0)).isPresent();
        return Optional.of(of(text, boxed ? box.start(1) : -1, boxed ? box.end() : bullet.end()));
    }

    /** A heading or another line whose words begin at {@code bodyFrom}. */
    static ItemLine of(String text, int markAt, int bodyFrom) {
        var id = ID.matcher(text).region(bodyFrom, text.length());
        var named = id.find();
        int to = named ? id.start() : text.length();
        while (to > bodyFrom && Character.isWhitespace(text.charAt(to - 1))) {
            to--;
        }
        int from = bodyFrom;
        while (from < to && Character.isWhitespace(text.charAt(from))) {
            from++;
        }
        return new ItemLine(text, markAt, from, to, pairsIn(text, from, to), named ? id.group(1) : null);
    }

    Optional<Mark> mark() {
        return markAt < 0 ? Optional.empty() : Mark.of(text.charAt(markAt));
    }

    /** The words before the first pair, bold and brackets around the whole of it taken away. */
    String title() {
        var title = plain(text.substring(bodyFrom, titleEnd()));
        return title.startsWith("[") && title.endsWith("]") && title.indexOf(']') == title.length() - 1
                ? title.substring(1, title.length() - 1).strip()
                : title;
    }

    String valueOf(Pair pair) {
        return plain(text.substring(pair.from(), pair.to()));
    }

    Optional<Pair> pair(Key key) {
        return pairs.stream().filter(each -> each.key() == key).findFirst();
    }

    private int titleEnd() {
        var separator = SEPARATOR.matcher(text).region(bodyFrom, bodyTo);
        while (separator.find()) {
            if (startsPair(text, separator.end(), bodyTo).isPresent()) {
                return separator.start();
            }
        }
        return bodyTo;
    }

    /** A segment that starts no pair belongs to the one before it. */
    private static List<Pair> pairsIn(String text, int from, int to) {
        var pairs = new ArrayList<Pair>();
        var separator = SEPARATOR.matcher(text).region(from, to);
        int end = to;
        var starts = new ArrayList<int[]>();
        while (separator.find()) {
            if (startsPair(text, separator.end(), to).isPresent()) {
                starts.add(new int[] {separator.start(), separator.end()});
            }
        }
        for (int i = starts.size() - 1; i >= 0; i--) {
            var pair = startsPair(text, starts.get(i)[1], end).orElseThrow();
            pairs.addFirst(pair);
            end = starts.get(i)[0];
        }
        return List.copyOf(pairs);
    }

    private static Optional<Pair> startsPair(String text, int from, int to) {
        var pair = PAIR.matcher(text).region(from, to);
        if (!pair.lookingAt()) {
            return Optional.empty();
        }
        return Key.of(pair.group(1)).map(key -> {
            int end = to;
            while (end > pair.end() && "* \t_".indexOf(text.charAt(end - 1)) >= 0) {
                end--;
            }
            return new Pair(key, pair.end(), end);
        });
    }

    /** Without the bold or the emphasis around the whole of it. */
    static String plain(String text) {
        var stripped = text.strip();
        for (var sign : List.of("**", "__", "*")) {
            if (stripped.length() > 2 * sign.length()
                    && stripped.startsWith(sign)
                    && stripped.endsWith(sign)
                    && stripped.indexOf(sign, sign.length()) == stripped.length() - sign.length()) {
                return stripped.substring(sign.length(), stripped.length() - sign.length())
                        .strip();
            }
        }
        return stripped;
    }
}
