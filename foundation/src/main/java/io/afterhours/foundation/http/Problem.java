package io.afterhours.foundation.http;

import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.Json;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A refusal as problem+json (RFC 9457): a stable type, one sentence, and for wrong input each field with what was expected. */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int NAMED = 20;

    public static final String MEDIA_TYPE = "application/problem+json";

    private final int status;
    private final String type;
    private final transient List<FieldError> errors;

    /** One field that is wrong. */
    public record FieldError(String field, String expected, String was) {}

    /** How it is written. */
    public record Body(String type, String title, int status, String detail, List<FieldError> errors) {}

    public Problem(int status, String type, String detail, List<FieldError> errors) {
        super(detail);
        this.status = status;
        this.type = type;
        this.errors = List.copyOf(errors);
    }

    public static Problem invalid(InvalidEvent why) {
        return new Problem(
                400,
                "invalid",
                String.valueOf(why.getMessage()),
                List.of(new FieldError(why.field(), why.expected(), why.was())));
    }

    public static Problem notFound(String what, String id) {
        return new Problem(404, "not-found", "There is no " + what + " " + id + ".", List.of());
    }

    /** The same, and which there are instead, of many the first ones. */
    public static Problem notFound(String what, String id, List<String> there) {
        if (there.isEmpty()) {
            return notFound(what, id);
        }
        var named = String.join(", ", there.subList(0, Math.min(there.size(), NAMED)));
        var more = there.size() > NAMED ? " and " + (there.size() - NAMED) + " more" : "";
        return new Problem(
                404, "not-found", "There is no " + what + " " + id + "; there are: " + named + more + ".", List.of());
    }

    public static Problem conflict(String type, String detail) {
        return new Problem(409, type, detail, List.of());
    }

    public static Problem unavailable(String detail) {
        return new Problem(503, "unavailable", detail, List.of());
    }

    public int status() {
        return status;
    }

    public Body body() {
        return new Body("/problems/" + type, type.replace('-', ' '), status, String.valueOf(getMessage()), errors);
    }

    String json() {
        return new String(Json.write(body()), StandardCharsets.UTF_8);
    }
}
