package io.afterhours.local.suite;

import io.afterhours.local.state.Ports;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The built services under the repository's root, and how Java runs them. */
public record Program(Path root, boolean training) {
    private static final String CACHE = "start.aot";

    /** Small heaps, the collector that needs least, and the cache of loaded classes where there is one that fits. */
    List<String> command(Ports.Part service) {
        var folder = folder(service);
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of("-Xms8m", "-Xmx" + heap(service) + "m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"));
        var cache = folder.resolve(CACHE);
        if (training) {
            command.add("-XX:AOTCacheOutput=" + cache);
        } else if (Files.exists(cache)) {
            command.add("-XX:AOTCache=" + cache);
        }
        command.addAll(List.of(
                "-Xlog:disable",
                "-Xlog:all=error:stderr",
                "-jar",
                folder.resolve("quarkus-run.jar").toString()));
        return command;
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

    private static int heap(Ports.Part service) {
        return service == Ports.Part.SCHEDULER || service == Ports.Part.DASHBOARD ? 96 : 64;
    }
}
