package io.afterhours.progress.log;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;

/**
 * A stored line.
 *
 * @param n rises with every line, over all sessions; the cursor of those who follow
 * @param stream {@code out}, {@code err}, or {@code note} for a remark of Afterhours' own
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Line(long n, Instant at, String stream, String text, String session) {}
