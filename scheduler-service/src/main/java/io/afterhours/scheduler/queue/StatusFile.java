package io.afterhours.scheduler.queue;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file of the status page: who reads it sees the page before or the one after, never a part of one. */
record StatusFile(Path path) {
    StatusFile {
        path = path.toAbsolutePath().normalize();
    }

    /** Replaces the file; its folder is made where it is missing. */
    void write(String page) throws IOException {
        var folder = Files.createDirectories(path.resolveSibling(""));
        var part = folder.resolve("." + path.getFileName() + ".part");
        Files.writeString(part, page);
        Files.move(part, path, ATOMIC_MOVE, REPLACE_EXISTING);
    }
}
