package io.afterhours.foundation.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.testkit.NatsServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KnownKeysTest {
    private static final KnownKeys KNOWN = new KnownKeys(Set.of(
            "afterhours.dispatch.lease",
            "afterhours.nats.url",
            "afterhours.http.token-file",
            "afterhours.http.hosts[*]",
            "afterhours.profiles.*.command"));

    @Test
    void names_the_key_that_was_probably_meant() {
        assertThat(KNOWN.strangeKey("afterhours.dispach.leese"))
                .contains(
                        "unknown configuration key afterhours.dispach.leese, did you mean afterhours.dispatch.lease?");
        assertThat(KNOWN.strangeKey("%prod.afterhours.http.tokenfile"))
                .hasValueSatisfying(complaint -> assertThat(complaint)
                        .contains("%prod.afterhours.http.tokenfile")
                        .contains("afterhours.http.token-file?"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "afterhours.dispatch.lease",
                "%dev.afterhours.dispatch.lease",
                "afterhours.profiles.claude.command",
                "afterhours.profiles.claude.command[1]",
                "afterhours.http.hosts[2]",
                "quarkus.http.port"
            })
    void lets_known_keys_and_those_of_others_pass(String name) {
        assertThat(KNOWN.strangeKey(name)).isEmpty();
    }

    @Test
    void knows_no_other_word_in_the_place_of_a_maps_value() {
        assertThat(KNOWN.strangeKey("afterhours.profiles.claude.comand")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AFTERHOURS_NATS_URL",
                "AFTERHOURS_HTTP_TOKEN_FILE",
                "AFTERHOURS_PROFILES_CLAUDE_COMMAND",
                "AFTERHOURS_NATS_SERVER",
                "AFTERHOURS_PORT_BASE",
                "AFTERHOURS_HTTP_PORT",
                "PATH"
            })
    void lets_variables_of_keys_and_of_the_front_door_pass(String name) {
        assertThat(KNOWN.strangeVariable(name)).isEmpty();
    }

    @Test
    void names_the_variable_that_was_probably_meant() {
        assertThat(KNOWN.strangeVariable("AFTERHOURS_NATS_URLL"))
                .contains(
                        "unknown variable AFTERHOURS_NATS_URLL in the environment, did you mean AFTERHOURS_NATS_URL?");
        assertThat(KNOWN.strangeVariable("AFTERHOURS_NATS_SERVERS"))
                .hasValueSatisfying(complaint -> assertThat(complaint).contains("AFTERHOURS_NATS_SERVER?"));
    }

    @Test
    void the_variables_of_others_are_those_that_the_repository_reads() {
        var word = Pattern.compile("AFTERHOURS_[A-Z]+(?:_[A-Z]+)*");
        var read = new TreeSet<String>();
        sources()
                .flatMap(file -> word.matcher(text(file)).results())
                .map(found -> found.group())
                .forEach(read::add);

        assertThat(KnownKeys.OF_OTHERS).containsExactlyInAnyOrderElementsOf(read);
    }

    /** The front door, the tools, the examples' functions, and the modules that read variables by their names. */
    private static Stream<Path> sources() {
        return Stream.of(
                        "afterhours",
                        "tools",
                        "cli/src/main",
                        "local/src/main",
                        "runner/src/main",
                        "examples/agents-by-http/afterhours.sh",
                        "dashboard-web/src/main/webui/vite.config.ts",
                        "dashboard-web/src/main/webui/build.mjs")
                .flatMap(each -> files(NatsServer.root().resolve(each)));
    }

    private static Stream<Path> files(Path root) {
        try (var found = Files.walk(root)) {
            return found.filter(Files::isRegularFile).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
