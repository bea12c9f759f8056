package io.afterhours.local;

import io.afterhours.local.process.ProcessId;
import io.afterhours.local.state.StateFolder;
import io.afterhours.local.suite.Screen;
import io.afterhours.local.suite.Suite;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stops what `up` started. */
@Command(name = "down", description = "Stops what `up` started, in order.", mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {
    /** Longer than all stop limits together. */
    private static final Duration LIMIT = Duration.ofMinutes(2);

    @Mixin
    Folders folders = new Folders();

    @Override
    public Integer call() throws IOException {
        var state = folders.state();
        if (!Files.isDirectory(state.run())) {
            System.out.println("Nothing runs in " + state.root());
            return 0;
        }
        var supervisor = ProcessId.read(state.processId("up")).flatMap(ProcessId::running);
        if (supervisor.isPresent()) {
            var before = size(state);
            supervisor.get().destroy();
            var gone = ProcessId.of(supervisor.get()).awaitEnd(LIMIT);
            System.out.print(since(state, before));
            if (!gone) {
                System.err.printf(
                        "afterhours: process %d did not end within %d s; log: %s%n",
                        supervisor.get().pid(), LIMIT.toSeconds(), state.log("up"));
                return 1;
            }
        }
        var screen = new Screen(System.out, state.log("up"), InstantSource.system());
        if (Suite.stopLeftovers(state, screen) == 0 && supervisor.isEmpty()) {
            System.out.println("Nothing runs in " + state.root());
        }
        return 0;
    }

    private static long size(StateFolder state) throws IOException {
        return Files.exists(state.log("up")) ? Files.size(state.log("up")) : 0;
    }

    /** What the supervisor said since, without the log's times. */
    private static String since(StateFolder state, long offset) throws IOException {
        var bytes = Files.exists(state.log("up")) ? Files.readAllBytes(state.log("up")) : new byte[0];
        var said = new String(
                Arrays.copyOfRange(bytes, (int) Math.min(offset, bytes.length), bytes.length), StandardCharsets.UTF_8);
        return said.replaceAll("(?m)^\\S+ ", "");
    }
}
