package io.afterhours.cost.total;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** How a table of costs is written as comma-separated values (RFC 4180). */
final class CsvRules {
    private static final List<String> NUMBERS = List.of(
            "cost_usd",
            "calls",
            "unknown_calls",
            "input_tokens",
            "output_tokens",
            "cache_read_tokens",
            "cache_write_tokens",
            "cache_write_1h_tokens");

    private CsvRules() {}

    /**
     * One line per row, with the days, their zone and the moment it is as of in every line, so that files can be put together.
     * An unknown cost is an empty cell; what belongs to none has an empty name.
     */
    static String write(CostTable table) {
        var text = new StringBuilder();
        try (var printer = new CSVPrinter(text, CSVFormat.RFC4180)) {
            printer.printRecord(head(table));
            for (var row : table.rows()) {
                printer.printRecord(line(table, row.key(), row));
            }
            var rest = table.rest();
            if (rest != null) {
                printer.printRecord(line(table, "(all others)", rest));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static List<String> head(CostTable table) {
        var head = new ArrayList<String>();
        head.add(table.by());
        head.addAll(NUMBERS);
        head.addAll(List.of("first_day", "last_day", "zone", "as_of"));
        return head;
    }

    private static List<Object> line(CostTable table, @Nullable String key, CostTable.Row row) {
        var cost = row.cost();
        return Stream.<Object>of(
                        harmless(key == null ? "" : key),
                        cost == null ? "" : cost.toString(),
                        row.calls(),
                        row.unknownCalls(),
                        row.inputTokens(),
                        row.outputTokens(),
                        row.cacheReadTokens(),
                        row.cacheWriteTokens(),
                        row.cacheWrite1hTokens(),
                        table.firstDay(),
                        table.lastDay(),
                        table.zone().getId(),
                        table.asOf())
                .toList();
    }

    /** Text that a spreadsheet would take for a formula, behind an apostrophe, which makes it text again. */
    static String harmless(String text) {
        return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }
}
