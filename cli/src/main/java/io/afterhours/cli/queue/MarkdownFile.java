package io.afterhours.cli.queue;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import io.afterhours.cli.http.Refused;
import io.afterhours.cli.invocation.TextFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A person's own Markdown file: read as it is, replaced whole and only while nobody else changes it. */
record MarkdownFile(Path path) {
    String read() {
        return TextFile.read(path);
    }

    /** Writes the content beside the file and puts it in its place; refuses when the file is not {@code expected} any more. */
    void replace(String expected, String content) {
        try {
            var file = path.toRealPath();
            var next = file.resolveSibling("." + file.getFileName() + ".afterhours");
            Files.deleteIfExists(next);
            Files.copy(file, next, COPY_ATTRIBUTES);
            Files.writeString(next, content);
            if (!read().equals(expected)) {
                Files.delete(next);
                throw Refused.because(
                        path + " was changed by somebody else meanwhile; nothing was written to it.",
                        "Call sync again.");
            }
            Files.move(next, file, ATOMIC_MOVE, REPLACE_EXISTING);
        } catch (IOException e) {
            throw Refused.because("Cannot write " + path + ": " + e.getMessage());
        }
    }

    /** Writes a file that is not there yet. */
    void create(String content, boolean force) {
        if (!force && Files.exists(path)) {
            throw Refused.because(path + " is there already.", "Give another name, or --force to replace it.");
        }
        try {
            Files.writeString(path, content);
        } catch (NoSuchFileException e) {
            throw Refused.because("There is no folder " + path.getParent() + ".");
        } catch (IOException e) {
            throw Refused.because("Cannot write " + path + ": " + e.getMessage());
        }
    }
}
