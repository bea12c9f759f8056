package io.afterhours.foundation.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.Json;
import io.afterhours.foundation.sql.Outage;
import io.afterhours.foundation.sql.Unstorable;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** Turns what a resource throws into problem+json; what nobody foresaw is logged under an id that the caller is told. */
public class ProblemMappers {
    private static final Logger LOG = Logger.getLogger(ProblemMappers.class);

    @ServerExceptionMapper
    public Response problem(Problem problem) {
        return respond(problem);
    }

    @ServerExceptionMapper
    public Response invalid(InvalidEvent why) {
        return respond(Problem.invalid(why));
    }

    @ServerExceptionMapper
    public Response unreadable(JsonProcessingException why) {
        return respond(Problem.invalid(Json.explain(why)));
    }

    /** Named for itself, because Quarkus has an answer of its own for it that is no problem+json. */
    @ServerExceptionMapper
    public Response mismatched(MismatchedInputException why) {
        return respond(Problem.invalid(Json.explain(why)));
    }

    @ServerExceptionMapper
    public Response web(WebApplicationException why, UriInfo address) {
        for (Throwable cause = why; cause != null; cause = cause.getCause()) {
            if (cause instanceof Problem problem) {
                return respond(problem);
            }
            if (cause instanceof InvalidEvent invalid) {
                return respond(Problem.invalid(invalid));
            }
            if (cause instanceof IOException unreadable && cause instanceof JsonProcessingException) {
                return respond(Problem.invalid(Json.explain(unreadable)));
            }
        }
        int status = why.getResponse().getStatus();
        // So does a parameter end that is no number, by the standard; an address that is not there has no cause.
        if (status == 404 && why.getCause() instanceof IllegalArgumentException wrong) {
            var said = said(wrong);
            return respond(Problem.invalid(new InvalidEvent(parameter(address, said), "a number", said)));
        }
        return switch (status) {
            case 404 -> respond(new Problem(404, "not-found", "There is nothing at this path.", List.of()));
            case 405 ->
                respond(new Problem(405, "method-not-allowed", "This path does not take this method.", List.of()));
            case 406 -> respond(new Problem(406, "not-acceptable", "This path answers with JSON.", List.of()));
            case 413 -> respond(new Problem(413, "too-large", "The request is larger than is taken here.", List.of()));
            case 415 ->
                respond(new Problem(
                        415, "unsupported-media-type", "Send JSON with Content-Type: application/json.", List.of()));
            default -> respond(new Problem(status, "refused", String.valueOf(why.getMessage()), List.of()));
        };
    }

    @ServerExceptionMapper
    public Response unforeseen(Throwable why) {
        if (Outage.is(why)) {
            LOG.warnf("the database is not available: %s", why.getMessage());
            return respond(Problem.unavailable(Outage.told(why)));
        }
        if (Unstorable.is(why)) {
            LOG.warnf("a request has a value that cannot be stored: %s", why.getMessage());
            return respond(Problem.invalid(new InvalidEvent(
                    "request", "text without NUL characters, and times that a database can hold", "another value")));
        }
        var id = UUID.randomUUID();
        LOG.errorf(why, "unforeseen failure %s", id);
        return respond(
                new Problem(500, "internal", "Something broke here; it is in the log under " + id + ".", List.of()));
    }

    /** What could not be read, which Java puts between quotation marks. */
    private static String said(IllegalArgumentException wrong) {
        var message = String.valueOf(wrong.getMessage());
        return message.substring(message.indexOf('"') + 1).replace("\"", "");
    }

    /** Which parameter says that; the failure does not tell. */
    private static String parameter(UriInfo address, String said) {
        return Stream.of(address.getQueryParameters(), address.getPathParameters())
                .flatMap(parameters -> parameters.entrySet().stream())
                .filter(parameter -> parameter.getValue().contains(said))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("parameter");
    }

    private static Response respond(Problem problem) {
        return Response.status(problem.status())
                .type(Problem.MEDIA_TYPE)
                .entity(problem.body())
                .build();
    }
}
