package io.afterhours.runner.attempt;

import io.afterhours.contracts.Json;
import io.afterhours.runner.profile.UsageMarks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * What is remembered of agents' conversations: which one an attempt had, and how much of its growing usage is booked. It is
 * in files, because a conversation may be taken up again after the runner was started anew.
 */
final class Sessions {
    private static final Logger LOG = Logger.getLogger(Sessions.class);

    private final Path folder;

    Sessions(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    /** A conversation. */
    record Known(String agentSession, UsageMarks marks) {}

    /** The conversation that an attempt had; nothing where this host knows of none. */
    Optional<Known> of(String attempt) {
        var file = file(attempt);
        try {
            return Files.exists(file)
                    ? Optional.of(Json.mapper().readValue(Files.readAllBytes(file), Known.class))
                    : Optional.empty();
        } catch (IOException e) {
            LOG.warnf("the session of attempt %s cannot be read: %s", attempt, e.getMessage());
            return Optional.empty();
        }
    }

    void keep(String attempt, Known session) {
        try {
            var part = Files.write(Files.createTempFile(folder, "session", ".part"), Json.write(session));
            Files.move(part, file(attempt), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.warnf("the session of attempt %s cannot be kept: %s", attempt, e.getMessage());
        }
    }

    /** Sessions are named from outside: nothing but letters, digits and dashes reaches a path. */
    private Path file(String attempt) {
        return folder.resolve(attempt.replaceAll("[^A-Za-z0-9-]", "_") + ".json");
    }
}
