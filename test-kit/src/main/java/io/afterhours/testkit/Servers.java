package io.afterhours.testkit;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

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

    /** Asked of the docker command: Testcontainers' own probe would first try to pull an image, for minutes. */
    private static boolean imagesAreAtHand() {
        try {
            var inspect = new ProcessBuilder("docker", "image", "inspect", POSTGRES_IMAGE, NATS_IMAGE)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (inspect.waitFor(3, TimeUnit.SECONDS)) {
                return inspect.exitValue() == 0;
            }
            inspect.destroyForcibly();
            return false;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
