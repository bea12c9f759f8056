package io.afterhours.local.suite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** The end of a log, fit for a person: JSON lines as level and message, stack traces as their first line. */
final class LogTail {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int BYTES = 64 << 10;

    private LogTail() {}

    static List<String> of(Path log, int count) {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            file.seek(Math.max(0, file.length() - BYTES));
            var bytes = new byte[(int) (file.length() - file.getFilePointer())];
            file.readFully(bytes);
            var lines = new String(bytes, StandardCharsets.UTF_8)
                    .lines()
                    .map(LogTail::plain)
                    .toList();
            return lines.subList(Math.max(0, lines.size() - count), lines.size());
        } catch (IOException e) {
            return List.of("(no log: " + log + ")");
        }
    }

    static String plain(String line) {
        if (!line.startsWith("{")) {
            return line;
        }
        try {
            var entry = JSON.readTree(line);
            var reason = entry.at("/exception/exceptionType").asText("");
            var said = entry.at("/exception/message").asText("");
            return (entry.path("level").asText() + " " + entry.path("message").asText()
                            + (reason.isEmpty() ? "" : " (" + reason + (said.isEmpty() ? "" : ": " + said) + ")"))
                    .strip();
        } catch (JsonProcessingException e) {
            return line;
        }
    }
}
