package io.afterhours.progress.session;

import io.afterhours.contracts.InvalidEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Where the last page of sessions ended. */
record Cursor(boolean ended, long startedMicros, String id) {
    static Cursor of(Session session) {
        return new Cursor(session.ended(), ChronoUnit.MICROS.between(Instant.EPOCH, session.startedAt()), session.id());
    }

    static @Nullable Cursor read(@Nullable String text) {
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            var parts = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8).split(" ", 3);
            return new Cursor(Boolean.parseBoolean(parts[0]), Long.parseLong(parts[1]), parts[2]);
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            throw new InvalidEvent("after", "the cursor `next` of the page before", text);
        }
    }

    String written() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((ended + " " + startedMicros + " " + id).getBytes(StandardCharsets.UTF_8));
    }
}
