package io.afterhours.contracts.agent;

import io.afterhours.contracts.Check;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines that a session wrote, in order; published on {@code agent.<agent>.log}. At most 500 lines at a time. */
public record LogWritten(String session, @Nullable String build, List<Line> lines) {
    public LogWritten {
        session = Check.required("session", session, Check.SHORT);
        build = Check.optional("build", build, 40);
        lines = Check.list("lines", lines, 500);
    }

    /**
     * One line.
     *
     * @param stream {@code out}, {@code err} or {@code note} (the runner's own remark); {@code out} where it is missing
     */
    public record Line(@Nullable Instant at, String stream, String text) {
        public Line {
            stream = stream == null ? "out" : Check.required("stream", stream, 10);
            text = Check.optional("text", text == null ? "" : text, Check.TEXT);
        }
    }
}
