package io.afterhours.runner.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small real git repository for tests. */
public final class Repository {
    private final Path path;
    private final Git git;

    private Repository(Path path) {
        this.path = path;
        this.git = new Git(path);
    }

    /** One commit on branch {@code main} with a file {@code readme}. */
    public static Repository in(Path folder) throws IOException {
        var repository = empty(folder);
        repository.commit("readme", "hello\n", "First");
        return repository;
    }

    static Repository empty(Path folder) throws IOException {
        var repository = new Repository(Files.createDirectories(folder));
        repository.git("init", "--quiet", "--initial-branch=main");
        return repository;
    }

    public Path path() {
        return path;
    }

    public String git(String... arguments) throws IOException {
        return git.run(arguments);
    }

    public String commit(String file, String content, String message) throws IOException {
        var target = path.resolve(file);
        Files.createDirectories(target.getParent());
        Files.writeString(target, content);
        git("add", "--all");
        git("commit", "--quiet", "-m", message);
        return git("rev-parse", "HEAD");
    }
}
