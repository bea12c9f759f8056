package io.afterhours.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.util.Map;

/** Whether a person looks on, and how wide the window is. */
final class Terminal {
    private static final int USUAL_WIDTH = 80;

    private Terminal() {}

    /** Error Prone holds for every JDK since 22 that a console is there; JDK 25 gives none again without a terminal. */
    @SuppressWarnings("SystemConsoleNull")
    static boolean isThere() {
        var console = System.console();
        return console != null && console.isTerminal();
    }

    static int width(Map<String, String> environment) {
        int set = number(environment.getOrDefault("COLUMNS", ""), 0);
        return set > 0 ? set : number(askTerminal(), USUAL_WIDTH);
    }

    /** {@code stty size} answers with rows and columns. */
    private static String askTerminal() {
        try {
            var stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var answer = new String(stty.getInputStream().readAllBytes(), UTF_8).strip();
            return answer.substring(answer.indexOf(' ') + 1);
        } catch (IOException e) {
            return "";
        }
    }

    private static int number(String text, int otherwise) {
        try {
            int number = Integer.parseInt(text);
            return number > 0 ? number : otherwise;
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
