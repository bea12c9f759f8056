package io.afterhours.cli;

import io.afterhours.cli.http.Refused;
import io.afterhours.cli.invocation.Desktop;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The machine that the command line runs on. */
final class ThisDesktop implements Desktop {
    /** Nobody opens it: only the time or the end of the program ends a wait. */
    private final CountDownLatch end = new CountDownLatch(1);

    @Override
    public boolean browse(String url) {
        return Stream.of("xdg-open", "open", "wslview").anyMatch(opener -> started(opener, url));
    }

    private static boolean started(String opener, String url) {
        try {
            new ProcessBuilder(opener, url)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** Through a shell, as git does, because {@code EDITOR} may hold arguments and quotes; the file is no part of its text. */
    @Override
    public void edit(String command, Path file) throws IOException {
        var editor = new ProcessBuilder("/bin/sh", "-c", command + " \"$1\"", "sh", file.toString())
                .inheritIO()
                .start();
        try {
            int exitCode = editor.waitFor();
            if (exitCode != 0) {
                throw Refused.because("The editor \"" + command + "\" ended with " + exitCode + "; nothing was saved.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refused.because("Interrupted; nothing was saved.");
        }
    }

    @Override
    public void pause(Duration time) {
        try {
            var _ = end.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refused.because("Interrupted.");
        }
    }
}
