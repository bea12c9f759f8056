package io.afterhours.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The part of a page under {@code docs} that is written by code, between two comments. A test fails when it is not what the
 * code would write; with {@code -Dregenerate} it writes it.
 */
public final class GeneratedPart {
    private static final String BEGIN = "<!-- generated: CONTRIBUTING.md says how -->\n";
    private static final String END = "<!-- end of generated -->\n";

    private GeneratedPart() {}

    /** A file of the repository. */
    public static Path file(String path) {
        var named = System.getProperty("afterhours.root");
        return (named == null ? Path.of("..") : Path.of(named)).resolve(path);
    }

    public static void assertCurrent(String path, String wanted) {
        var page = file(path);
        try {
            var text = Files.readString(page);
            var from = text.indexOf(BEGIN);
            var to = text.indexOf(END);
            assertThat(from).as("%s has a generated part", path).isNotNegative();
            assertThat(to).as("the generated part of %s has an end", path).isGreaterThan(from);
            var head = text.substring(0, from + BEGIN.length());
            if (System.getProperty("regenerate") != null) {
                Files.writeString(page, head + wanted + text.substring(to));
            }
            assertThat(page)
                    .as("%s is generated in part; CONTRIBUTING.md says how to write it", path)
                    .hasContent(head + wanted + text.substring(to));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
