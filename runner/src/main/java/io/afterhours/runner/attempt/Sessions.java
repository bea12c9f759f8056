package io.afterhours.runner.attempt;

import io.afterhours.contracts.Json;
import io.afterhours.runner.profile.UsageMarks;
import io.afterhours.runner.workspace.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

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

    /**
     * A conversation.
     *
     * @param directory where the agent worked; it finds its conversation only there
     * @param worktree the worktree that the directory is in, if it is in one
     */
    record Known(String agentSession, UsageMarks marks, Path directory, Workplace.@Nullable Worktree worktree) {
        static Known of(String agentSession, UsageMarks marks, Workplace workplace) {
            return new Known(
                    agentSession,
                    marks,
                    workplace.directory(),
                    workplace instanceof Workplace.Worktree worktree ? worktree : null);
        }

        Workplace workplace() {
            return worktree == null ? new Workplace.Plain(directory) : worktree;
        }

        private boolean isThere() {
            return Files.isDirectory(directory);
        }
    }

    /** The conversation that an attempt had; nothing where this host knows of none, or its folder is gone. */
    Optional<Known> of(String attempt) {
        var file = file(attempt);
        try {
            return Files.exists(file)
                    ? Optional.of(Json.mapper().readValue(Files.readAllBytes(file), Known.class))
                            .filter(Known::isThere)
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
