package io.afterhours.local.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.HashSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateFolderTest {
    @TempDir
    Path temporary;

    @Test
    void everything_in_it_is_for_its_owner_alone() throws Exception {
        var state = new StateFolder(temporary.resolve("deep/state")).open();
        try (var all = Files.walk(state.root())) {
            for (var path : all.toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                        .as(path.toString())
                        .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------");
            }
        }
    }

    @Test
    void a_folder_that_others_could_read_is_closed() throws Exception {
        var open = Files.createDirectory(
                temporary.resolve("open"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwxr-xr-x")));
        new StateFolder(open).open();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(open)))
                .isEqualTo("rwx------");
    }

    @Test
    void the_token_is_made_once_and_long_enough() {
        var state = new StateFolder(temporary).open();
        var token = PrivateFiles.read(state.token()).strip();
        assertThat(token).matches("[A-Za-z0-9_-]{43}");
        new StateFolder(temporary).open();
        assertThat(PrivateFiles.read(state.token()).strip()).isEqualTo(token);
    }

    @Test
    void a_file_is_replaced_whole_and_stays_private() throws Exception {
        var file = PrivateFiles.write(temporary.resolve("secret"), "one");
        PrivateFiles.write(file, "two");
        assertThat(file).hasContent("two");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var files = Files.list(temporary)) {
            assertThat(files).containsExactly(file);
        }
    }

    @Test
    void a_secret_is_the_same_for_all_who_ask_first_at_the_same_time() throws Exception {
        for (int round = 0; round < 50; round++) {
            var file = temporary.resolve("secret-" + round);
            var gate = new CyclicBarrier(4);
            Callable<String> ask = () -> {
                gate.await();
                return StateFolder.secret(file);
            };
            try (var threads = Executors.newFixedThreadPool(4)) {
                var told = new HashSet<String>();
                for (var each : threads.invokeAll(Collections.nCopies(4, ask))) {
                    told.add(each.get());
                }
                assertThat(told).containsExactly(Files.readString(file).strip());
            }
        }
    }
}
