package io.afterhours.local.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.local.state.PrivateFiles;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContainersTest {
    @TempDir
    Path out;

    @BeforeEach
    void provision() {
        new Containers(out, InstantSource.system()).provision();
    }

    @Test
    void each_service_gets_its_own_files_and_nothing_of_the_others() throws Exception {
        assertThat(names("cost")).containsExactly("nats.creds", "service.properties", "token");
        assertThat(names("dashboard")).containsExactly("agents", "nats.creds", "service.properties", "token");
        assertThat(names("runner")).containsExactly("nats.creds", "service.properties", "token");
        assertThat(names("scheduler"))
                .containsExactly(
                        "account-signing.seed",
                        "keeper.creds",
                        "nats.creds",
                        "operator-signing.seed",
                        "service.properties",
                        "token");
        var password = settings("cost").getProperty("quarkus.datasource.password");
        for (var other : List.of("scheduler", "progress", "dashboard", "runner")) {
            assertThat(PrivateFiles.read(out.resolve(other).resolve("service.properties")))
                    .doesNotContain(password);
        }
    }

    @Test
    void services_find_each_other_by_name_and_listen_inside_their_network() {
        var settings = settings("scheduler");
        assertThat(settings)
                .containsEntry("quarkus.http.host", "0.0.0.0")
                .containsEntry("quarkus.http.port", "8081")
                .containsEntry("quarkus.datasource.jdbc.url", "jdbc:postgresql://postgres:5432/scheduler")
                .containsEntry("afterhours.nats.url", "nats://nats:4222")
                .containsEntry("afterhours.nats.credentials", "/run/afterhours/nats.creds")
                .containsEntry("afterhours.queue.status-file", "/queue/BUILD_STATUS.md")
                .containsEntry("afterhours.http.hosts", "localhost,127.0.0.1,[::1],scheduler");
        assertThat(settings("runner"))
                .containsEntry("afterhours.nats.identity", "runner-1")
                .doesNotContainKey("quarkus.datasource.password");
    }

    @Test
    void only_what_the_database_image_reads_is_open_to_others() throws Exception {
        try (var files = Files.walk(out)) {
            for (var file : files.filter(Files::isRegularFile).toList()) {
                assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                        .as(file.toString())
                        .isEqualTo(file.startsWith(out.resolve("postgres")) ? "rw-r--r--" : "rw-------");
            }
        }
    }

    @Test
    void a_second_run_changes_nothing() throws Exception {
        var before = contents();
        new Containers(out, InstantSource.system()).provision();
        assertThat(contents()).isEqualTo(before);
    }

    private List<String> names(String folder) throws IOException {
        try (var files = Files.list(out.resolve(folder))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private Properties settings(String service) {
        var settings = new Properties();
        try {
            settings.load(
                    new StringReader(PrivateFiles.read(out.resolve(service).resolve("service.properties"))));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return settings;
    }

    private Map<String, String> contents() throws IOException {
        var contents = new TreeMap<String, String>();
        try (var files = Files.walk(out)) {
            files.filter(Files::isRegularFile).forEach(file -> contents.put(file.toString(), PrivateFiles.read(file)));
        }
        return contents;
    }
}
