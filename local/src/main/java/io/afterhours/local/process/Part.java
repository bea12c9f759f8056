package io.afterhours.local.process;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * One process of the suite: how it is started, known to be ready, and asked to stop.
 *
 * @param environment variables on top of ours
 * @param log file that takes what it prints
 * @param stopSignal the signal it takes as the wish to stop in good order
 * @param hint what a person does when it does not start
 */
public record Part(
        String name,
        List<String> command,
        Map<String, String> environment,
        Path folder,
        Path log,
        Path processId,
        Probe ready,
        String stopSignal,
        Duration startLimit,
        Duration stopLimit,
        String hint) {
    public Part {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }
}
