package io.afterhours.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file of the repository that is written by code. A test fails when it is not what the code would write;
 * {@code ./mvnw -pl contracts test -Dregenerate} writes it.
 */
final class Generated {
    private Generated() {}

    /** The root of the repository. */
    static Path root() {
        var named = System.getProperty("afterhours.root");
        return named != null ? Path.of(named) : Path.of("..").toAbsolutePath().normalize();
    }

    static void assertCurrent(String path, String wanted) {
        var file = root().resolve(path);
        try {
            if (System.getProperty("regenerate") != null) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, wanted);
            }
            assertThat(file)
                    .as("%s is generated; write it with ./mvnw -pl contracts test -Dregenerate", path)
                    .hasContent(wanted);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A golden file is part of the contract: it is written once, when its version is new, and never again. */
    static String golden(EventType type) {
        var file = root().resolve(
                        "contracts/src/test/resources/golden/%s.v%d.json".formatted(type.typeName(), type.version()));
        try {
            if (System.getProperty("regenerate") != null && Files.notExists(file)) {
                Files.writeString(
                        file,
                        Json.mapper().writerWithDefaultPrettyPrinter().writeValueAsString(Samples.of(type)) + "\n");
            }
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
