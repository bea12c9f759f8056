package io.afterhours.dashboard.service;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.afterhours.contracts.Json;
import io.afterhours.foundation.http.HttpConfig;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Calls the services with the suite's token; blocking, for virtual threads. */
@ApplicationScoped
public class Services {
    private static final long LARGEST_ANSWER = 32L * 1024 * 1024;

    private final ServicesConfig config;
    private final String authorization;
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("gateway-", 0).factory());
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(2))
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(threads)
            .build();
    private final ObjectMapper mapper = Json.configure(JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(Json.limits(LARGEST_ANSWER, 5_000_000))
                    .build()))
            .build();

    Services(ServicesConfig config, HttpConfig http) {
        this.config = config;
        this.authorization = "Bearer " + token(http);
    }

    /** A service did not answer; which one, for people. */
    public static final class Unreachable extends Exception {
        private static final long serialVersionUID = 1L;

        private final Service service;

        Unreachable(Service service, Throwable cause) {
            super(service + "-service does not answer", cause);
            this.service = service;
        }

        public Service service() {
            return service;
        }
    }

    /** What a person wants done, as it came over HTTP. */
    public record Call(String method, String pathAndQuery, Map<String, String> headers, byte[] body) {}

    /** Passes a call on, and the answer back as it came. */
    public HttpResponse<byte[]> call(Service service, Call call) throws Unreachable, InterruptedException {
        var request = request(service, call.pathAndQuery(), config.timeout());
        call.headers().forEach(request::header);
        return send(
                service,
                request.method(
                                call.method(),
                                call.body().length == 0
                                        ? BodyPublishers.noBody()
                                        : BodyPublishers.ofByteArray(call.body()))
                        .build());
    }

    /** Reads one document. */
    public JsonNode get(Service service, String pathAndQuery) throws Unreachable, InterruptedException {
        return get(service, pathAndQuery, config.timeout());
    }

    /** Reads one document that only adds to another, and so is not waited for as long. */
    public JsonNode getForJoin(Service service, String pathAndQuery) throws Unreachable, InterruptedException {
        return get(service, pathAndQuery, config.joinTimeout());
    }

    private JsonNode get(Service service, String pathAndQuery, Duration timeout)
            throws Unreachable, InterruptedException {
        var response =
                send(service, request(service, pathAndQuery, timeout).GET().build());
        if (response.statusCode() != 200) {
            throw new Unreachable(service, new IOException("it answers " + response.statusCode()));
        }
        return read(response.body());
    }

    /** Reads a body that a service sent. */
    public JsonNode read(byte[] json) {
        try {
            return mapper.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where blocking calls run. */
    public ExecutorService threads() {
        return threads;
    }

    private HttpRequest.Builder request(Service service, String pathAndQuery, Duration timeout) {
        return HttpRequest.newBuilder(URI.create(base(service) + pathAndQuery))
                .timeout(timeout)
                .header("Authorization", authorization);
    }

    private HttpResponse<byte[]> send(Service service, HttpRequest request) throws Unreachable, InterruptedException {
        try {
            return client.send(request, BodyHandlers.ofByteArray());
        } catch (IOException e) {
            throw new Unreachable(service, e);
        }
    }

    private String base(Service service) {
        var address = switch (service) {
            case SCHEDULER -> config.scheduler();
            case COST -> config.cost();
            case PROGRESS -> config.progress();
        };
        var text = address.toString();
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private static String token(HttpConfig http) {
        try {
            return http.tokenFile().isPresent()
                    ? Files.readString(http.tokenFile().get()).strip()
                    : http.token().orElse("");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @PreDestroy
    void close() {
        client.shutdownNow();
        threads.shutdownNow();
    }
}
