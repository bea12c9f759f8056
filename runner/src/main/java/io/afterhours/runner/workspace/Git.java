package io.afterhours.runner.workspace;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** The git command line, run with nothing of the repository's own programs. */
final class Git {
    /** A checkout of a large repository takes minutes on a slow disk. */
    private static final Duration MOST = Duration.ofMinutes(10);

    private static final int MOST_KEPT = 100_000;

    private static final List<String> SAFE = List.of(
            "git",
            "--no-optional-locks",
            "-c",
            "core.hooksPath=/dev/null",
            "-c",
            "core.fsmonitor=false",
            "-c",
            "commit.gpgSign=false",
            "-c",
            "gc.auto=0",
            "-c",
            "maintenance.auto=false");
    private static final Map<String, String> IDENTITY = Map.of(
            "GIT_AUTHOR_NAME", "Afterhours",
            "GIT_AUTHOR_EMAIL", "afterhours@localhost",
            "GIT_COMMITTER_NAME", "Afterhours",
            "GIT_COMMITTER_EMAIL", "afterhours@localhost");

    private final Path directory;
    private final Duration most;

    Git(Path directory) {
        this(directory, MOST);
    }

    Git(Path directory, Duration most) {
        this.directory = directory;
        this.most = most;
    }

    /** What a git command answered. */
    record Answer(int code, String out, String complaint) {
        boolean ok() {
            return code == 0;
        }

        List<String> lines() {
            return out.lines().toList();
        }
    }

    /** Runs it and takes any exit code for an answer. */
    Answer ask(String... arguments) throws IOException {
        return ask(line -> true, arguments);
    }

    private Answer ask(Predicate<String> wanted, String... arguments) throws IOException {
        var argv = new ArrayList<>(SAFE);
        argv.addAll(List.of(arguments));
        var builder = new ProcessBuilder(argv).directory(directory.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        builder.environment().putAll(Map.of("GIT_TERMINAL_PROMPT", "0", "LC_ALL", "C"));
        builder.environment().putAll(IDENTITY);
        var process = builder.start();
        try {
            process.getOutputStream().close();
            var out = read(process.getInputStream(), wanted);
            var complaint = read(process.getErrorStream(), line -> true);
            if (!process.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
                throw tooLong(arguments[0]);
            }
            return new Answer(
                    process.exitValue(),
                    out.get(most.toMillis(), TimeUnit.MILLISECONDS).stripTrailing(),
                    complaint.get(most.toMillis(), TimeUnit.MILLISECONDS).strip());
        } catch (TimeoutException e) {
            throw tooLong(arguments[0]);
        } catch (ExecutionException e) {
            throw new IOException("What git " + arguments[0] + " said could not be read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while git " + arguments[0] + " ran", e);
        } finally {
            // A repository may have git start programs of its own, such as filters, and they hang as any other.
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private IOException tooLong(String command) {
        return new IOException("git " + command + " did not end within " + most.toSeconds() + " s");
    }

    /** All is read, so that git does not wait, and no more is kept than memory has room for: some say a line for each of a million files. */
    private static CompletableFuture<String> read(InputStream stream, Predicate<String> wanted) {
        return CompletableFuture.supplyAsync(
                () -> {
                    var kept = new StringBuilder();
                    try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                            if (kept.length() < MOST_KEPT && wanted.test(line)) {
                                kept.append(line).append('\n');
                            }
                        }
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    return kept.toString();
                },
                task -> Thread.ofVirtual().start(task));
    }

    /** Runs it and returns what it printed. */
    String run(String... arguments) throws IOException {
        return run(line -> true, arguments);
    }

    /** Runs it and returns the lines that are wanted of what it printed. */
    String run(Predicate<String> wanted, String... arguments) throws IOException {
        var answer = ask(wanted, arguments);
        if (!answer.ok()) {
            throw new IOException("git " + arguments[0] + " failed in " + directory + ": "
                    + (answer.complaint().isEmpty() ? answer.out() : answer.complaint()));
        }
        return answer.out();
    }
}
