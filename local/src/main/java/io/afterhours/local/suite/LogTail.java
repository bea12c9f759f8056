package io.afterhours.local.suite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
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

    /** The last errors behind the beginning; the last lines of any kind where there are none. */
    static List<String> of(Path log, long begin, int count) {
        try (var file = new RandomAccessFile(log.toFile(), "r")) {
            var lines = read(file, begin, BYTES).lines().toList();
            var bad = lines.stream().filter(LogTail::isBad).toList();
            return last(bad.isEmpty() ? lines : bad, count);
        } catch (IOException e) {
            return List.of("(no log: " + log + ")");
        }
    }

    /** All behind the beginning, or the last of it where it is more than so many bytes. */
    static String read(RandomAccessFile file, long begin, int most) throws IOException {
        file.seek(Math.max(Math.min(begin, file.length()), file.length() - most));
        var bytes = new byte[(int) (file.length() - file.getFilePointer())];
        file.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static List<String> last(List<String> lines, int count) {
        return lines.subList(Math.max(0, lines.size() - count), lines.size()).stream()
                .map(LogTail::plain)
                .toList();
    }

    private static boolean isBad(String line) {
        return line.startsWith("{")
                ? line.contains("\"level\":\"ERROR\"") || line.contains("\"level\":\"FATAL\"")
                : line.matches("(?s).*(ERROR|FATAL|Exception|rror:|\\[FTL\\]|\\[ERR\\]|refused|Failed).*");
    }

    static String plain(String line) {
        if (!line.startsWith("{")) {
            return line;
        }
        try {
            var entry = JSON.readTree(line);
            return entry.path("level").asText() + " " + entry.path("message").asText() + cause(entry.path("exception"));
        } catch (JsonProcessingException e) {
            return line;
        }
    }

    /** The innermost cause: what really happened. */
    private static String cause(JsonNode exception) {
        if (exception.isMissingNode()) {
            return "";
        }
        var next = exception.at("/causedBy/exception");
        return next.isMissingNode()
                ? " (" + exception.path("exceptionType").asText() + ": "
                        + exception.path("message").asText() + ")"
                : cause(next);
    }
}
