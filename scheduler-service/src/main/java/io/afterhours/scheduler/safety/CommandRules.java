package io.afterhours.scheduler.safety;

import static io.afterhours.scheduler.safety.SafetyCheck.DESTRUCTIVE;
import static io.afterhours.scheduler.safety.SafetyCheck.EXTERNAL;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Judges a command by its name and arguments. */
final class CommandRules {
    private static final Set<String> PREFIXES =
            Set.of("sudo", "env", "time", "nohup", "xargs", "exec", "command", "doas", "then", "do", "else");
    private static final Pattern ASSIGNMENT = Pattern.compile("\\w+=.*");

    private final DestructiveCommands destructive;

    CommandRules(Places places) {
        this.destructive = new DestructiveCommands(places);
    }

    /** What a command does that the person is to be asked about. */
    Optional<Finding> judge(List<String> words) {
        var command = stripped(words);
        if (command.isEmpty()) {
            return Optional.empty();
        }
        var name = nameOf(command.getFirst());
        var arguments = new Arguments(command.subList(1, command.size()));
        return check(name, arguments).map(check -> new Finding(check, shown(command)));
    }

    private Optional<SafetyCheck> check(String name, Arguments arguments) {
        if (destructive.holds(name, arguments)) {
            return Optional.of(DESTRUCTIVE);
        }
        return PublishingCommands.holds(name, arguments) ? Optional.of(EXTERNAL) : Optional.empty();
    }

    private static List<String> stripped(List<String> words) {
        var from = 0;
        while (from < words.size()
                && (PREFIXES.contains(words.get(from))
                        || ASSIGNMENT.matcher(words.get(from)).matches()
                        || words.get(from).matches("[({]+"))) {
            from++;
        }
        return words.subList(from, words.size());
    }

    private static String nameOf(String word) {
        return word.contains("/") ? word.substring(word.lastIndexOf('/') + 1) : word;
    }

    private static List<String> shown(List<String> command) {
        return command.stream().limit(8).toList();
    }
}
