package io.afterhours.local.suite;

import io.afterhours.local.state.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The built services under the repository's root, and how Java runs them. */
public record Program(Path root, boolean training) {
    private static final String CACHE = "start.aot";

    /** Writing the cache at the end of a training run takes a while. */
    private static final Duration TRAINING_LIMIT = Duration.ofMinutes(3);

    /**
     * Small heaps, the collector that needs least, and the cache of loaded classes where there is one. A cache that does
     * not fit is ignored by Java. The compiler that takes memory and minutes to make code fast is for cost-service alone, whose
     * own code takes the time while it adds up. It would make the others start later, and in a night they wait for the database and
     * for agents far longer than they compute.
     */
    List<String> command(Ports.Part service) {
        var folder = folder(service);
        var command = new ArrayList<>(java());
        command.add("-Xms8m");
        command.addAll(heap(service));
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
        if (service != Ports.Part.COST) {
            command.add("-XX:TieredStopAtLevel=1");
        }
        command.addAll(cache(folder.resolve(CACHE)));
        command.addAll(List.of("-jar", folder.resolve("quarkus-run.jar").toString()));
        return command;
    }

    /** The command line as a program; {@code arguments} are its own. */
    List<String> commandLine(List<String> arguments) {
        var folder = root.resolve("cli").resolve("target");
        var command = new ArrayList<>(java());
        command.addAll(List.of("-Xms8m", "-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(cache(folder.resolve(CACHE)));
        command.addAll(List.of("-jar", folder.resolve("afterhours-cli.jar").toString()));
        command.addAll(arguments);
        return command;
    }

    /** How long a service may take to stop. */
    Duration stopLimit(Duration usual) {
        return training ? TRAINING_LIMIT : usual;
    }

    private static List<String> java() {
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                // Without it each start unpacks libraries into /tmp and leaves them there.
                "-Dorg.bouncycastle.native.cpu_variant=java");
    }

    private List<String> cache(Path file) {
        if (training) {
            return List.of("-XX:AOTCacheOutput=" + file, "-Xlog:disable", "-Xlog:all=error:stderr");
        }
        return Files.exists(file) && file.toFile().length() > 0
                ? List.of("-XX:AOTCache=" + file, "-Xlog:disable", "-Xlog:all=error:stderr")
                : List.of();
    }

    /** Whether every service is built. */
    boolean isBuilt() {
        return Parts.SERVICES.stream()
                .allMatch(service -> Files.exists(folder(service).resolve("quarkus-run.jar")));
    }

    private Path folder(Ports.Part service) {
        return root.resolve(module(service)).resolve("target").resolve("quarkus-app");
    }

    static String module(Ports.Part service) {
        return switch (service) {
            case DASHBOARD -> "dashboard-web";
            case RUNNER -> "runner";
            case SCHEDULER, COST, PROGRESS -> service + "-service";
            case POSTGRES, NATS -> throw new IllegalArgumentException(service + " is not built here");
        };
    }

    /**
     * What cost-service reads of a backlog is there until it is committed, several collections later: in a young generation of
     * the usual size there is no room for it, and the old one would be full of it twice a second. Its image has the same settings
     * from {@code deploy/Dockerfile}.
     */
    private static List<String> heap(Ports.Part service) {
        return switch (service) {
            case COST -> List.of("-Xmx160m", "-XX:NewRatio=1", "-XX:SurvivorRatio=1");
            case RUNNER -> List.of("-Xmx64m");
            default -> List.of("-Xmx96m");
        };
    }
}
