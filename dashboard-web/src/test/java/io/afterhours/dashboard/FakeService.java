package io.afterhours.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A service as the gateway sees it: its documents, what it does, and what it refuses. */
interface FakeService {
    /** The document at a path; null where there is none. */
    @Nullable JsonNode read(String path, Map<String, String> query);

    Answer command(String method, String path, Map<String, String> query, JsonNode body);
}
