package io.afterhours.local.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoomWatchTest {
    private static final String REFUSED =
            "[7] [ERR] JetStream failed to store a msg on stream 'A > QUEUE': write 1.blk: no space left on device\n";

    @TempDir
    Path folder;

    private Path log = Path.of("");
    private long room;
    private int starts;

    @BeforeEach
    void begin() throws IOException {
        log = Files.writeString(folder.resolve("nats.log"), "[6] of an earlier start: no space left on device\n");
    }

    @Test
    void the_server_is_started_again_once_there_is_room_for_what_it_refused() throws Exception {
        var watch = watch();
        print(REFUSED);
        watch.runOnce();
        room = RoomWatch.ENOUGH - 1;
        watch.runOnce();
        assertThat(starts).as("while the disk is full").isZero();

        room = RoomWatch.ENOUGH;
        watch.runOnce();
        watch.runOnce();
        assertThat(starts).isEqualTo(1);

        print(REFUSED);
        watch.runOnce();
        assertThat(starts).as("after it was full once more").isEqualTo(2);
    }

    @Test
    void a_server_that_refused_nothing_is_left_alone() throws Exception {
        var watch = watch();
        room = RoomWatch.ENOUGH;
        print("[7] [ERR] something else\n");
        watch.runOnce();
        assertThat(starts).isZero();
    }

    @Test
    void what_a_client_calls_itself_starts_nothing_again() throws Exception {
        var watch = watch();
        room = RoomWatch.ENOUGH;
        print("[7] [ERR] 127.0.0.1:4222 - cid:9 - \"v2:java:no space left on device\" - Publish Violation\n");
        watch.runOnce();
        assertThat(starts).isZero();
    }

    @Test
    void a_log_that_was_begun_anew_is_read_from_its_beginning() throws Exception {
        var watch = watch();
        room = RoomWatch.ENOUGH;
        Files.writeString(log, "no space left on device");
        watch.runOnce();
        assertThat(starts).isEqualTo(1);
    }

    private RoomWatch watch() {
        return new RoomWatch(log, () -> room, () -> starts++);
    }

    private void print(String line) throws IOException {
        Files.writeString(log, line, StandardOpenOption.APPEND);
    }
}
