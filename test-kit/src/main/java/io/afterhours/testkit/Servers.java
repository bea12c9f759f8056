package io.afterhours.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Decides where servers come from: containers or local binaries. */
enum Servers {
    DOCKER,
    LOCAL;

    static final String POSTGRES_IMAGE = "postgres:18";
    static final String NATS_IMAGE = "nats:2.15-alpine";

    private static final class Chosen {
        static final Servers BACKING = choose();
    }

    static Servers backing() {
        return Chosen.BACKING;
    }

    private static Servers choose() {
        return switch (System.getProperty("servers", "auto")) {
            case "docker" -> DOCKER;
            case "local" -> LOCAL;
            case "auto" -> imagesAreAtHand() ? DOCKER : LOCAL;
            default -> throw new IllegalArgumentException("-Dservers takes docker, local or auto");
        };
    }

    /**
     * Asked of the docker command: Testcontainers' own probe would first try to pull an image, for minutes. Its own Ryuk,
     * which ends the containers of a killed test run, must be at hand too.
     */
    private static boolean imagesAreAtHand() {
        return docker("image", "inspect", POSTGRES_IMAGE, NATS_IMAGE)
                .filter(answer -> docker("image", "ls", "-q", "testcontainers/ryuk")
                        .filter(ids -> !ids.isBlank())
                        .isPresent())
                .isPresent();
    }

    /** What a docker command prints; nothing when it fails, takes longer than three seconds or is not there. */
    private static Optional<String> docker(String... arguments) {
        try {
            var asked = new ProcessBuilder(Stream.concat(Stream.of("docker"), Stream.of(arguments))
                            .toList())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectOutput(ProcessBuilder.Redirect.PIPE)
                    .start();
            var killer = asked.onExit()
                    .orTimeout(3, TimeUnit.SECONDS)
                    .whenComplete((exited, late) -> asked.destroyForcibly());
            var answer = new String(asked.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            killer.exceptionally(late -> asked).join();
            return asked.waitFor() == 0 ? Optional.of(answer) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
