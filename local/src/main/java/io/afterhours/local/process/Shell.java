package io.afterhours.local.process;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Short commands, run to their end. */
public final class Shell {
    private Shell() {}

    /** Whether the command ends with 0; a command that is not there does not. */
    public static boolean succeeds(List<String> command) {
        try {
            return new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            throw interrupted(command);
        }
    }

    /** Throws, with what the command said, unless it ends with 0. */
    public static void run(List<String> command) {
        feed(command, InputStream.nullInputStream());
    }

    /** Runs the command with this input; what it says, errors included. */
    public static String feed(List<String> command, InputStream input) {
        try {
            var process = new ProcessBuilder(command).redirectErrorStream(true).start();
            var said = CompletableFuture.supplyAsync(() -> read(process.getInputStream()));
            try (var output = process.getOutputStream()) {
                input.transferTo(output);
            }
            check(command, process.waitFor(), said.join());
            return said.join();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command.getFirst(), e);
        } catch (InterruptedException e) {
            throw interrupted(command);
        }
    }

    /** What the command prints; its errors go where ours go. */
    public static String output(List<String> command) {
        try {
            var process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            process.getOutputStream().close();
            var said = read(process.getInputStream());
            check(command, process.waitFor(), said);
            return said.strip();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + command.getFirst(), e);
        } catch (InterruptedException e) {
            throw interrupted(command);
        }
    }

    private static void check(List<String> command, int status, String said) {
        if (status != 0) {
            throw new IllegalStateException(
                    "`" + String.join(" ", command) + "` ended with " + status + ": " + said.strip());
        }
    }

    private static String read(InputStream stream) {
        try {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static IllegalStateException interrupted(List<String> command) {
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while " + command.getFirst() + " ran");
    }
}
