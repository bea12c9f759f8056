package io.afterhours.local.postgres;

import io.afterhours.local.process.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Locale;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked from the archive on the class path into a cache folder that all installations share. */
record Binaries(Path folder) {
    private static final String MAJOR = "18";

    Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    static Binaries unpacked(Path cache) {
        var archive = Binaries.class.getResource("/" + archiveName());
        if (archive == null) {
            throw new IllegalStateException("no PostgreSQL binaries for this machine: " + archiveName());
        }
        try {
            var connection = archive.openConnection();
            var folder = cache.resolve("postgres-" + MAJOR + "-" + connection.getContentLengthLong());
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(cache);
                var next = Files.createTempDirectory(cache, "postgres-");
                try (var packed = connection.getInputStream()) {
                    Shell.feed(List.of("tar", "-x", "-C", next.toString()), new XZInputStream(packed));
                }
                publish(next, folder);
            }
            return new Binaries(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot unpack PostgreSQL into " + cache, e);
        }
    }

    /** Two starts may unpack at once; the first one's folder stays. */
    private static void publish(Path next, Path folder) throws IOException {
        Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rwxr-xr-x"));
        try {
            Files.move(next, folder);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
            Shell.run(List.of("rm", "-rf", next.toString()));
        }
    }

    private static String archiveName() {
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("mac") ? "darwin" : "linux";
        var machine = System.getProperty("os.arch").equals("aarch64") ? "arm_64" : "x86_64";
        return "postgres-" + system + "-" + machine + ".txz";
    }
}
