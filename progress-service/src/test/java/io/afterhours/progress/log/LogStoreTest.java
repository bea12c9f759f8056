package io.afterhours.progress.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.foundation.sql.Databases;
import io.afterhours.progress.log.LogStore.Length;
import io.afterhours.progress.log.LogStore.Written;
import io.afterhours.testkit.TestDatabase;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogStoreTest {
    private static final Instant TEN = Instant.parse("2026-11-21T22:00:00Z");

    private final TestDatabase database = TestDatabase.migrated("db/foundation", "db/migration");
    private final Jdbi jdbi =
            Databases.configured(Jdbi.create(database.jdbcUrl(), database.user(), database.password()));
    private final LogStore store = new LogStore();

    @Test
    void numbers_lines_in_their_order() {
        add(written("s-1", 1, 500));
        add(written("s-2", 1, 2));
        add(written("s-1", 501, 510));
        var lines = read("s-1", 0, null, 1_000);
        assertThat(lines).extracting(Line::text).containsExactlyElementsOf(texts(1, 510));
        assertThat(lines).extracting(Line::n).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void is_followed_by_the_last_number_seen() {
        add(written("s-1", 1, 3));
        var seen = read("s-1", 0, null, 2);
        assertThat(seen).extracting(Line::text).containsExactly("line 1", "line 2");
        assertThat(read("s-1", seen.getLast().n(), null, 2))
                .extracting(Line::text)
                .containsExactly("line 3");
        assertThat(read("s-1", 99, null, 2)).isEmpty();
    }

    @Test
    void reads_the_attempts_of_a_build_as_one_log() {
        add(written("s-1", 1, 2));
        add(written("s-2", 3, 4));
        add(written("s-1", 5, 5));
        var lines = jdbi.<List<Line>, RuntimeException>inTransaction(
                tx -> store.read(tx, List.of("s-1", "s-2"), 0, null, 4));
        assertThat(lines).extracting(Line::text).containsExactlyElementsOf(texts(1, 4));
        assertThat(lines).extracting(Line::session).containsExactly("s-1", "s-1", "s-2", "s-2");
    }

    @Test
    void finds_text_in_any_case_and_takes_it_literally() {
        add(List.of(
                new Written("s-1", TEN, "out", "100% sure"),
                new Written("s-1", TEN, "err", "100 times Größe"),
                new Written("s-1", TEN, "out", "snake_case"),
                new Written("s-1", TEN, "out", "snakeXcase \\d")));
        assertThat(read("s-1", 0, "100%", 9)).extracting(Line::text).containsExactly("100% sure");
        assertThat(read("s-1", 0, "gröSSe".replace("SS", "ß"), 9))
                .extracting(Line::stream)
                .containsExactly("err");
        assertThat(read("s-1", 0, "snake_", 9)).extracting(Line::text).containsExactly("snake_case");
        assertThat(read("s-1", 0, "\\D", 9)).extracting(Line::text).containsExactly("snakeXcase \\d");
        assertThat(read("s-1", 0, "'; drop table log_line", 9)).isEmpty();
    }

    @Test
    void leaves_out_the_middle_of_a_long_log_and_says_how_much() {
        leaveOut(add(written("s-1", 1, 20)), 5, 10);
        assertThat(read("s-1", 0, null, 100))
                .extracting(Line::text)
                .containsExactlyElementsOf(
                        Stream.of(texts(1, 5), List.of("… 5 lines are left out here …"), texts(11, 20))
                                .flatMap(List::stream)
                                .toList());
        leaveOut(add(written("s-1", 21, 40)), 5, 10);
        var lines = read("s-1", 0, null, 100);
        assertThat(lines)
                .extracting(Line::text)
                .containsExactlyElementsOf(
                        Stream.of(texts(1, 5), List.of("… 25 lines are left out here …"), texts(31, 40))
                                .flatMap(List::stream)
                                .toList());
        assertThat(lines.get(5).stream()).isEqualTo("note");
        assertThat(lines).extracting(Line::n).isSorted();
    }

    private void leaveOut(List<Length> lengths, int head, int tail) {
        jdbi.useTransaction(tx -> store.leaveOutMiddle(tx, lengths.getFirst(), head, tail, TEN));
    }

    private List<Length> add(List<Written> lines) {
        return jdbi.inTransaction(tx -> store.add(tx, lines, TEN));
    }

    private List<Line> read(String session, long after, @Nullable String text, int limit) {
        return jdbi.inTransaction(tx -> store.read(tx, List.of(session), after, text, limit));
    }

    private static List<Written> written(String session, int from, int to) {
        return texts(from, to).stream()
                .map(text -> new Written(session, TEN, "out", text))
                .toList();
    }

    private static List<String> texts(int from, int to) {
        return IntStream.rangeClosed(from, to).mapToObj(i -> "line " + i).toList();
    }
}
