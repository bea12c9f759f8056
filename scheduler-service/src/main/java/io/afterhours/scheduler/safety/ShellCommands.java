package io.afterhours.scheduler.safety;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Takes a program for a shell apart into its commands, as far as the checks need it: words without quotes. */
final class ShellCommands {
    private static final Pattern HEREDOC = Pattern.compile("<<-?\\s*['\"]?(\\w+)['\"]?");
    private static final Pattern WORD = Pattern.compile(
            "(?<quoted>'[^']*+'|\"(?:[^\"\\\\]|\\\\.)*+\")|(?<end>&&|\\|\\||[;|&\\n])|(?<comment>(?<=\\s|^)#[^\\n]*+)|(?<plain>[^\\s;|&'\"]++)|\\s++");

    private ShellCommands() {}

    /** The commands, each as its words; what is fed to a command from the program itself is left out. */
    static List<List<String>> of(String program) {
        var commands = new ArrayList<List<String>>();
        var command = new ArrayList<String>();
        var joint = false;
        var words = WORD.matcher(withoutHeredocs(program).replace("\\\n", " "));
        while (words.find()) {
            if (words.group("end") != null) {
                close(commands, command);
                joint = false;
            } else if (words.group("quoted") != null || words.group("plain") != null) {
                var text = words.group("plain") != null
                        ? words.group()
                        : words.group().substring(1, words.group().length() - 1);
                if (joint) {
                    command.add(command.removeLast() + text);
                } else {
                    command.add(text);
                }
                joint = true;
            } else {
                joint = false;
            }
        }
        close(commands, command);
        return commands;
    }

    private static void close(List<List<String>> commands, List<String> command) {
        if (!command.isEmpty()) {
            commands.add(List.copyOf(command));
            command.clear();
        }
    }

    private static String withoutHeredocs(String program) {
        var kept = new StringBuilder();
        String until = null;
        for (var line : program.split("\\n", -1)) {
            if (until != null) {
                until = line.strip().equals(until) ? null : until;
                continue;
            }
            kept.append(line).append('\n');
            var begins = HEREDOC.matcher(line);
            if (begins.find()) {
                until = begins.group(1);
            }
        }
        return kept.toString();
    }
}
