package io.afterhours.runner.profile;

import java.io.IOException;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.function.Consumer;

/** One sort of agent. */
public sealed interface Agent {
    /** Writes the files a run needs and says how to start it. */
    Launch launch(Assignment assignment) throws IOException;

    OutputReader reader(Assignment assignment, Consumer<Finding> findings);

    /** A script run by an interpreter, or any command of the operator. */
    record Shell(List<String> command) implements Agent {
        @Override
        public Launch launch(Assignment assignment) throws IOException {
            return ShellLaunch.of(command, assignment);
        }

        @Override
        public OutputReader reader(Assignment assignment, Consumer<Finding> findings) {
            return new ShellReader(findings);
        }
    }

    /** Claude Code. */
    record Claude(List<String> command, InstantSource clock, ZoneId zone) implements Agent {
        @Override
        public Launch launch(Assignment assignment) throws IOException {
            return ClaudeLaunch.of(command, assignment);
        }

        @Override
        public OutputReader reader(Assignment assignment, Consumer<Finding> findings) {
            return new ClaudeReader(findings, assignment.marks(), new ResetTime(clock, zone));
        }
    }
}
