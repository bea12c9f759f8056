package io.afterhours.local;

import io.afterhours.local.process.Session;
import io.afterhours.local.state.PrivateFiles;
import io.afterhours.local.state.StateFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts the same command again in a session of its own, and shows what it says until it is ready. */
final class Detached {
    private final StateFolder state;

    Detached(StateFolder state) {
        this.state = state;
    }

    int start() throws IOException, InterruptedException {
        var child = new ProcessBuilder(command()).redirectErrorStream(true).start();
        child.getOutputStream().close();
        try (var said = child.inputReader()) {
            for (var line = said.readLine(); line != null; line = said.readLine()) {
                System.out.println(line);
            }
        }
        return isReady(child.pid()) ? 0 : child.waitFor();
    }

    private boolean isReady(long pid) {
        var marker = state.run().resolve("ready");
        return Files.exists(marker) && PrivateFiles.read(marker).equals(Long.toString(pid));
    }

    private static List<String> command() {
        var self = ProcessHandle.current().info();
        var command = new ArrayList<>(Session.prefix());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        for (var argument : self.arguments()
                .orElseThrow(() -> new IllegalStateException("this system does not say how a process was started;"
                        + " run `afterhours up` without --detach"))) {
            command.add(argument.equals("--detach") ? "--detached" : argument);
        }
        return command;
    }
}
