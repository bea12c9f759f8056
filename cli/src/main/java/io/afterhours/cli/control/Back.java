package io.afterhours.cli.control;

import io.afterhours.cli.json.Doc;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How far a change of what has versions is taken back. */
final class Back {
    @Option(names = "--to", paramLabel = "VERSION", description = "A version out of its history; 0 is how it ships.")
    @Nullable Integer version;

    /** What the scheduler is asked: without a version, to take the last change back. */
    Doc asked() {
        return Doc.of(version == null ? Map.of() : Map.of("version", version));
    }
}
