package io.afterhours.runner.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.afterhours.contracts.Json;
import io.afterhours.contracts.Subject;
import io.afterhours.contracts.agent.ProgressReported;
import io.afterhours.contracts.agent.UsageReported;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    private static final Instant NOW = Instant.parse("2026-11-21T22:00:00Z");
    private static final long ROOM = 1_000_000;

    @TempDir
    Path folder;

    @Test
    void what_waits_when_the_process_dies_is_there_for_the_next_in_the_same_order() {
        var usage = event(new UsageReported("s-1", "m", 10, 2, 0, 0, 0, null, null, null, null, NOW), "usage");
        var progress = progress("tabs\tand\nlines, und Umlaute: äöü 🌙");
        var spool = Spool.in(file(), ROOM);
        spool.keep(usage);
        spool.keep(progress);

        assertThat(Spool.in(file(), ROOM).waiting()).containsExactly(usage, progress);
        assertThat(Json.read(progress.body(), ProgressReported.class).message())
                .isEqualTo("tabs\tand\nlines, und Umlaute: äöü 🌙");
    }

    @Test
    void what_its_stream_has_is_forgotten_and_the_file_is_empty_when_nothing_waits() throws Exception {
        var one = progress("one");
        var two = progress("two");
        var spool = Spool.in(file(), ROOM);
        spool.keep(one);
        spool.keep(two);
        spool.forget(one);
        assertThat(spool.waiting()).containsExactly(two);
        spool.forget(two);
        assertThat(Files.size(file())).isZero();

        var three = progress("three");
        spool.keep(three);
        assertThat(Spool.in(file(), ROOM).waiting()).containsExactly(three);
    }

    @Test
    void an_event_that_broke_off_is_left_out_and_harms_no_other() throws Exception {
        var whole = progress("whole");
        Spool.in(file(), ROOM).keep(whole);
        var line = progress("broken off").line();
        Files.writeString(file(), line.substring(0, line.length() - 5), StandardOpenOption.APPEND);

        var next = Spool.in(file(), ROOM);
        assertThat(next.waiting()).containsExactly(whole);
        var after = progress("after");
        next.keep(after);
        assertThat(Spool.in(file(), ROOM).waiting()).containsExactly(whole, after);
    }

    @Test
    void it_never_grows_beyond_its_limit_and_makes_room_where_events_are_acknowledged() throws Exception {
        var one = progress("one");
        var two = progress("two");
        var three = progress("six");
        long room = 2L * (one.line().getBytes(StandardCharsets.UTF_8).length + 1);
        var spool = Spool.in(file(), room);
        spool.keep(one);
        spool.keep(two);
        spool.keep(three);
        assertThat(Spool.in(file(), room).waiting()).containsExactly(one, two);

        spool.forget(one);
        spool.keep(three);
        assertThat(Files.size(file())).isLessThanOrEqualTo(room);
        assertThat(Spool.in(file(), room).waiting()).containsExactly(two, three);
    }

    @Test
    void nobody_else_may_read_it() throws Exception {
        Spool.in(file(), ROOM).keep(progress("private"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
                .isEqualTo("rw-------");
    }

    @Test
    void a_folder_that_cannot_be_written_is_named() throws Exception {
        Files.writeString(folder.resolve("spool"), "a file where the folder should be");
        assertThatThrownBy(() -> Spool.in(file(), ROOM))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(file().toString());
    }

    private Path file() {
        return folder.resolve("spool").resolve("runner-1");
    }

    private static Outgoing progress(String message) {
        return event(new ProgressReported("s-1", 50.0, null, message, null, null, null, NOW), "progress");
    }

    private static Outgoing event(Record event, String what) {
        return Outgoing.of(new Subject.OfAgent("runner-1", what), event, NOW);
    }
}
