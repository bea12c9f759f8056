package io.afterhours.runner.process;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Finds out, once at start and by trying, what this host offers to hold process trees together. */
public final class ContainmentProbe {
    private ContainmentProbe() {}

    /**
     * What was found.
     *
     * @param dieWithParent whether the kernel can be told to kill a tree when the runner dies
     */
    public record Found(Containment containment, boolean dieWithParent) {
        @Override
        public String toString() {
            return containment + (dieWithParent ? ", dies with the runner" : ", swept at the next start");
        }
    }

    public static Found find() {
        boolean dieWithParent = works(List.of("setpriv", "--pdeathsig", "KILL", "--", "true"));
        for (var containment : Containment.values()) {
            if (works(containment.wrap(List.of("true"), dieWithParent))) {
                return new Found(containment, dieWithParent);
            }
        }
        return new Found(Containment.PLAIN, false);
    }

    private static boolean works(List<String> argv) {
        try {
            var process = new ProcessBuilder(argv)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return false;
            }
            return process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
