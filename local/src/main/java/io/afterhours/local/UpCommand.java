package io.afterhours.local;

import io.afterhours.local.process.ProcessId;
import io.afterhours.local.process.StartFailed;
import io.afterhours.local.state.Ports;
import io.afterhours.local.state.PrivateFiles;
import io.afterhours.local.state.StateFolder;
import io.afterhours.local.suite.Program;
import io.afterhours.local.suite.Screen;
import io.afterhours.local.suite.Suite;
import java.lang.ref.Reference;
import java.nio.file.Files;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Starts everything and keeps it running until it is told to stop. */
@Command(
        name = "up",
        description = "Starts PostgreSQL, NATS, the services and a runner on this machine.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {
    /** Where the ports come from. */
    enum PortChoice {
        fixed,
        random
    }

    /** Says of what is no number what one would be; whether the ports fit is said with their names. */
    static final class PortNumber implements ITypeConverter<Integer> {
        @Override
        public Integer convert(String text) {
            try {
                return Integer.valueOf(text);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("'" + text + "' is not a port such as 8080");
            }
        }
    }

    @Mixin
    Folders folders = new Folders();

    @Option(names = "--detach", description = "Return when everything is ready; `afterhours down` stops it.")
    boolean detach;

    @Option(names = "--detached", hidden = true)
    boolean detached;

    @Option(
            names = "--port-base",
            paramLabel = "PORT",
            defaultValue = "${env:AFTERHOURS_PORT_BASE:-8080}",
            converter = PortNumber.class,
            description =
                    "First of the ports (default: ${DEFAULT-VALUE}); AFTERHOURS_HTTP_PORT sets the dashboard's alone.")
    int portBase;

    @Option(
            names = "--ports",
            paramLabel = "CHOICE",
            defaultValue = "fixed",
            description = "fixed, or random for free ones; the state folder's ports.json says which.")
    PortChoice ports = PortChoice.fixed;

    @Override
    public Integer call() throws Exception {
        var begun = System.nanoTime();
        var state = folders.state().open();
        if (detach) {
            return new Detached(state).start();
        }
        var lock = RunLock.take(state);
        if (lock.isEmpty()) {
            System.err.printf(
                    "afterhours: it runs already in %s%s. `afterhours down` stops it.%n", state.root(), address(state));
            return 1;
        }
        ProcessId.of(ProcessHandle.current()).write(state.processId("up"));
        Files.deleteIfExists(state.run().resolve("ready"));
        var screen = new Screen(System.out, state.log("up"), InstantSource.system());
        var chosen = ports == PortChoice.random ? Ports.random() : Ports.from(portBase, System.getenv());
        var suite = new Suite(
                state, chosen, new Program(Folders.root(), false), Folders.cache(), screen, InstantSource.system());
        screen.say("Afterhours starts in " + state.root());
        var stopped = new StopOnExit(state, suite, screen);
        try {
            suite.start();
        } catch (StartFailed failure) {
            if (!stopped.isStopping()) {
                System.err.println(Suite.explain(failure));
            }
            return 1;
        }
        screen.say(String.format(
                Locale.ROOT,
                "Ready after %.1f s: %s   (`afterhours dashboard` opens it, %s)",
                Duration.ofNanos(System.nanoTime() - begun).toMillis() / 1000.0,
                chosen.dashboardUrl(),
                detached ? "`afterhours down` stops it" : "Ctrl-C stops it"));
        PrivateFiles.write(
                state.run().resolve("ready"),
                Long.toString(ProcessHandle.current().pid()));
        if (detached) {
            System.out.close();
            System.err.close();
        }
        try {
            new CountDownLatch(1).await();
            return 0;
        } finally {
            Reference.reachabilityFence(lock);
        }
    }

    private static String address(StateFolder state) {
        return Files.exists(state.ports())
                ? PrivateFiles.read(state.ports()).replaceAll("(?s).*\"url\": \"([^\"]+)\".*", " at $1")
                : "";
    }
}
