package io.afterhours.cli.screen;

import java.util.ArrayList;
import java.util.List;

/**
 * Rows under headings, aligned; where the screen is narrow the filling columns give way. What is not a screen gets every cell whole, and one
 * that is far longer than usual moves what stands behind it in its own row alone.
 */
public final class Table {
    private static final int LEAST = 8;
    private static final int GAP = 2;
    private static final int MOST_PADDED = 80;

    private final List<Column> columns = new ArrayList<>();
    private final List<List<Span>> rows = new ArrayList<>();

    private enum Kind {
        LEFT,
        RIGHT,
        FILL
    }

    private record Column(String heading, Kind kind) {}

    /** Adds a column whose cells begin at the left. */
    public Table left(String heading) {
        columns.add(new Column(heading, Kind.LEFT));
        return this;
    }

    /** Adds a column whose cells end at the right, for numbers. */
    public Table right(String heading) {
        columns.add(new Column(heading, Kind.RIGHT));
        return this;
    }

    /** Adds a column that is cut where the screen is narrow. */
    public Table fill(String heading) {
        columns.add(new Column(heading, Kind.FILL));
        return this;
    }

    /** Adds a row: a span for each column. */
    public void row(Span... cells) {
        if (cells.length != columns.size()) {
            throw new IllegalArgumentException(cells.length + " cells for " + columns.size() + " columns");
        }
        rows.add(List.of(cells));
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    List<String> lines(int width, boolean colours) {
        boolean whole = width == Screen.UNLIMITED;
        var widths = widths(width);
        var lines = new ArrayList<String>();
        if (columns.stream().anyMatch(each -> !each.heading.isEmpty())) {
            lines.add(line(
                    columns.stream().map(each -> Style.DIM.of(each.heading)).toList(), widths, whole, colours));
        }
        rows.forEach(row -> lines.add(line(row, widths, whole, colours)));
        return lines;
    }

    private int[] widths(int width) {
        var widths = new int[columns.size()];
        int total = GAP * (columns.size() - 1);
        for (int i = 0; i < widths.length; i++) {
            widths[i] = Cells.width(columns.get(i).heading);
            for (var row : rows) {
                widths[i] = Math.max(widths[i], Cells.width(row.get(i).text()));
            }
            if (width == Screen.UNLIMITED && columns.get(i).kind == Kind.FILL) {
                widths[i] = Math.min(widths[i], MOST_PADDED);
            }
            total += widths[i];
        }
        for (int widest = widest(widths); total > width && widest >= 0; widest = widest(widths)) {
            widths[widest]--;
            total--;
        }
        return widths;
    }

    /** The widest filling column that can still give way; -1 where there is none. */
    private int widest(int[] widths) {
        int widest = -1;
        for (int i = 0; i < widths.length; i++) {
            if (columns.get(i).kind == Kind.FILL && widths[i] > LEAST && (widest < 0 || widths[i] > widths[widest])) {
                widest = i;
            }
        }
        return widest;
    }

    private String line(List<Span> cells, int[] widths, boolean whole, boolean colours) {
        var line = new StringBuilder();
        int owed = 0;
        for (int i = 0; i < widths.length; i++) {
            var text = whole ? cells.get(i).text() : Cells.fit(cells.get(i).text(), widths[i]);
            int room = Math.max(0, widths[i] - Cells.width(text));
            boolean right = columns.get(i).kind == Kind.RIGHT;
            owed += right ? room : 0;
            if (!text.isEmpty()) {
                line.repeat(' ', owed).append(cells.get(i).style().paint(text, colours));
                owed = 0;
            }
            owed += (right ? 0 : room) + GAP;
        }
        return line.toString();
    }
}
