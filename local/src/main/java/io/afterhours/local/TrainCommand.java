package io.afterhours.local;

import io.afterhours.local.process.Shell;
import io.afterhours.local.process.StartFailed;
import io.afterhours.local.state.Ports;
import io.afterhours.local.state.StateFolder;
import io.afterhours.local.suite.Program;
import io.afterhours.local.suite.Screen;
import io.afterhours.local.suite.Suite;
import io.afterhours.local.suite.Training;
import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Starts everything once in a folder that is thrown away, so that Java writes the caches that later starts read. */
@Command(name = "train", description = "Makes later starts fast; part of the build.", mixinStandardHelpOptions = true)
final class TrainCommand implements Callable<Integer> {
    @Override
    public Integer call() throws IOException {
        var state = new StateFolder(Files.createTempDirectory("afterhours-train-")).open();
        var program = new Program(Folders.root(), true);
        var screen = new Screen(System.out, state.log("up"), InstantSource.system());
        var ports = Ports.random();
        var suite = new Suite(state, ports, program, Folders.cache(), screen, InstantSource.system());
        Runtime.getRuntime().addShutdownHook(new Thread(() -> throwAway(state, suite), "stop"));
        try {
            suite.start();
            new Training(state, ports).run(program);
            return 0;
        } catch (StartFailed failure) {
            screen.say(Suite.explain(failure));
            return 1;
        }
    }

    /** However this process ends, nothing of the run stays but the caches. */
    private static void throwAway(StateFolder state, Suite suite) {
        suite.stop();
        Shell.run(List.of("rm", "-rf", state.root().toString()));
    }
}
