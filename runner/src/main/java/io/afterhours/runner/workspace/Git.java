package io.afterhours.runner.workspace;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The git command line, run with nothing of the repository's own programs. */
final class Git {
    private static final long MOST_SECONDS = 120;
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

    Git(Path directory) {
        this.directory = directory;
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
        var argv = new ArrayList<>(SAFE);
        argv.addAll(List.of(arguments));
        var builder = new ProcessBuilder(argv).directory(directory.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("GIT_"));
        builder.environment().putAll(Map.of("GIT_TERMINAL_PROMPT", "0", "LC_ALL", "C"));
        builder.environment().putAll(IDENTITY);
        var process = builder.start();
        process.getOutputStream().close();
        var complaint = new StringBuilder();
        var reader = Thread.ofVirtual().start(() -> {
            try (var stream = process.getErrorStream()) {
                complaint.append(new String(stream.readNBytes(64 * 1024), StandardCharsets.UTF_8));
                stream.transferTo(java.io.OutputStream.nullOutputStream());
            } catch (IOException e) {
                complaint.append(e.getMessage());
            }
        });
        try (var out = process.getInputStream()) {
            var text = new String(out.readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("git " + arguments[0] + " did not end within " + MOST_SECONDS + " s");
            }
            reader.join();
            return new Answer(
                    process.exitValue(),
                    text.stripTrailing(),
                    complaint.toString().strip());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while git " + arguments[0] + " ran", e);
        } finally {
            process.destroyForcibly();
        }
    }

    /** Runs it and returns what it printed. */
    String run(String... arguments) throws IOException {
        var answer = ask(arguments);
        if (!answer.ok()) {
            throw new IOException("git " + arguments[0] + " failed in " + directory + ": "
                    + (answer.complaint().isEmpty() ? answer.out() : answer.complaint()));
        }
        return answer.out();
    }
}
