package io.afterhours.dashboard.live;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** How far a client knows: the store's epoch and a version in it, written {@code <epoch>-<version>}. */
record Cursor(String epoch, long version) {
    static Optional<Cursor> read(@Nullable String text) {
        var dash = text == null ? -1 : text.lastIndexOf('-');
        if (text == null || dash < 1) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Cursor(text.substring(0, dash), Long.parseLong(text.substring(dash + 1))));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return epoch + "-" + version;
    }
}
