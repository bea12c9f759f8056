package io.afterhours.scheduler.queue;

import io.afterhours.foundation.sql.ArrayOf;
import java.util.List;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** A text that is looked for in the titles of builds, in any case. */
final class TitleSearch {
    private static final int MOST_WORDS = 8;

    /** So many of the newest titles say what of the text is rare. */
    private static final int SAMPLE = 500;

    private final String text;
    private final List<String> words;

    TitleSearch(String text) {
        this.text = text;
        this.words = words(text);
    }

    String text() {
        return text;
    }

    /** For {@code like}. The index knows runs of three letters; of fewer, only those that a title begins with. */
    String pattern() {
        return (text.length() < 3 ? "" : "%") + literal(text) + "%";
    }

    /**
     * What a sample of the newest titles says.
     *
     * @param holdIt whether some of them hold the text
     * @param rarest the pattern of the word that the fewest of them hold; absent where the text is one word
     */
    record Newest(boolean holdIt, @Nullable String rarest) {}

    Newest newest(Handle tx) {
        return tx.createQuery("with newest as materialized (select title_folded from build order by number desc limit "
                        + SAMPLE + """
                        ),
                        asked as materialized (select word, lower(word) as folded from unnest(:words) as w (word))
                        select (select count(*) from newest where title_folded like lower(:pattern)) > 0 as hold_it, (
                          select word from asked
                          order by (select count(*) from newest where title_folded like folded), length(word) desc limit 1) as rarest""")
                .bind("pattern", pattern())
                .bind("words", ArrayOf.texts(words))
                .map((rows, context) -> new Newest(rows.getBoolean("hold_it"), rows.getString("rarest")))
                .one();
    }

    /** The patterns of the words, each with what parts it from its neighbours; none where it is one word. */
    private static List<String> words(String text) {
        var words = text.strip().split(" +", -1);
        return words.length == 1
                ? List.of()
                : IntStream.range(0, Math.min(words.length, MOST_WORDS))
                        .mapToObj(i -> "%" + (i == 0 ? "" : " ") + literal(words[i])
                                + (i == words.length - 1 ? "" : " ") + "%")
                        .toList();
    }

    private static String literal(String text) {
        return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
    }
}
