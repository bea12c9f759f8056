package io.afterhours.runner.verify;

import io.afterhours.runner.process.Caps;
import io.afterhours.runner.process.Channel;
import io.afterhours.runner.process.Command;
import io.afterhours.runner.process.LaunchedProcess;
import io.afterhours.runner.process.Launcher;
import io.afterhours.runner.process.PlainText;
import io.afterhours.runner.profile.PrivateFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Runs acceptance commands. */
public final class Acceptance {
    private final Launcher launcher;
    private final Caps caps;

    public Acceptance(Launcher launcher, Caps caps) {
        this.launcher = launcher;
        this.caps = caps;
    }

    /**
     * Runs one.
     *
     * @param folder the attempt's own folder
     * @param directory where the agent worked
     * @param running is told of the process, so that it can be stopped
     * @param log takes its lines
     */
    public Verification run(
            String accept,
            Path folder,
            Path directory,
            Map<String, String> environment,
            String marker,
            Consumer<LaunchedProcess> running,
            BiConsumer<Channel, String> log)
            throws IOException, InterruptedException {
        var script = PrivateFile.write(folder.resolve("accept"), accept + "\n");
        var tail = new Tail();
        var command = new Command(List.of("/bin/sh", script.toString()), directory, environment, null, marker);
        var process = launcher.start(command, caps, (channel, line) -> {
            var text = PlainText.of(line);
            tail.add(text);
            log.accept(channel, text);
        });
        running.accept(process);
        return Verification.of(process.await(), tail);
    }
}
