package io.afterhours.runner.profile;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;

/** How a script is started. */
final class ShellLaunch {
    private static final String PROMPT_FILE = "{prompt-file}";

    private ShellLaunch() {}

    static Launch of(List<String> command, Assignment assignment) throws IOException {
        var attempt = assignment.attempt();
        var prompt = PrivateFile.write(assignment.folder().resolve("prompt"), attempt.prompt() + "\n");
        var environment = new HashMap<String, String>();
        environment.put("AFTERHOURS_SESSION", attempt.session());
        environment.put("AFTERHOURS_BUILD", attempt.build());
        environment.put("AFTERHOURS_NUMBER", Integer.toString(attempt.number()));
        var evidence = attempt.evidence();
        if (evidence != null) {
            var file = PrivateFile.write(assignment.folder().resolve("evidence"), evidence);
            environment.put("AFTERHOURS_EVIDENCE", file.toString());
        }
        var argv = command.stream()
                .map(argument -> argument.equals(PROMPT_FILE) ? prompt.toString() : argument)
                .toList();
        return new Launch(argv, environment, command.contains(PROMPT_FILE) ? null : prompt);
    }
}
