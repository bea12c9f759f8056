package io.afterhours.local;

import io.afterhours.local.process.ProcessId;
import io.afterhours.local.state.StateFolder;
import io.afterhours.local.suite.Screen;
import io.afterhours.local.suite.Suite;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stops what `up` started. */
@Command(name = "down", description = "Stops what `up` started, in order.", mixinStandardHelpOptions = true)
final class DownCommand implements Callable<Integer> {
    /** Longer than all stop limits together. */
    private static final long LIMIT_SECONDS = 120;

    @Mixin
    Folders folders = new Folders();

    @Override
    public Integer call() throws IOException, InterruptedException {
        var state = folders.state();
        if (!Files.isDirectory(state.run())) {
            System.out.println("Nothing runs in " + state.root());
            return 0;
        }
        var supervisor = ProcessId.read(state.processId("up")).flatMap(ProcessId::running);
        if (supervisor.isPresent()) {
            var before = size(state);
            supervisor.get().destroy();
            var gone = isGone(supervisor.get());
            System.out.print(since(state, before));
            if (!gone) {
                System.err.printf(
                        "afterhours: process %d did not end within %d s; log: %s%n",
                        supervisor.get().pid(), LIMIT_SECONDS, state.log("up"));
                return 1;
            }
        }
        var screen = new Screen(System.out, state.log("up"), InstantSource.system());
        if (Suite.stopLeftovers(state, screen) == 0 && supervisor.isEmpty()) {
            System.out.println("Nothing runs in " + state.root());
        }
        return 0;
    }

    private static boolean isGone(ProcessHandle process) throws InterruptedException {
        try {
            process.onExit().get(LIMIT_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException | ExecutionException e) {
            return ProcessId.of(process).running().isEmpty();
        }
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
