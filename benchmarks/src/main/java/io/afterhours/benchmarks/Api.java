package io.afterhours.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import io.afterhours.contracts.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;

/** The suite over HTTP, through the gateway and with the token, as the command line speaks to it. */
final class Api {
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final String url;
    private final String token;

    Api(String url, String token) {
        this.url = url;
        this.token = token;
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return send(request(path).timeout(Duration.ofSeconds(20)).GET());
    }

    JsonNode post(String path, Object body) throws IOException, InterruptedException {
        return send(withBody(path).POST(BodyPublishers.ofByteArray(json(body))));
    }

    JsonNode put(String path, Object body) throws IOException, InterruptedException {
        return send(withBody(path).PUT(BodyPublishers.ofByteArray(json(body))));
    }

    /** Signs in as a browser does that was given a link; returns the cookie that it sends from then on. */
    String signIn() throws IOException, InterruptedException {
        var link = post("/api/session/link", Map.of()).path("url").asText();
        var code = link.substring(link.indexOf('#') + 1);
        var asked = HttpRequest.newBuilder(URI.create(url + "/api/session"))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .header("Origin", url)
                .POST(BodyPublishers.ofByteArray(json(Map.of("code", code))))
                .build();
        var answer = http.send(asked, BodyHandlers.discarding());
        return answer.headers()
                .firstValue("Set-Cookie")
                .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                .orElseThrow(() -> new IOException("signing in was answered with " + answer.statusCode()));
    }

    /** The lines of an answer that does not end; closing them ends it. */
    Stream<String> lines(String path) throws IOException, InterruptedException {
        var answer = http.send(request(path).GET().build(), BodyHandlers.ofLines());
        if (answer.statusCode() != 200) {
            throw new IOException(path + " was answered with " + answer.statusCode());
        }
        return answer.body();
    }

    private HttpRequest.Builder withBody(String path) {
        return request(path).timeout(Duration.ofSeconds(20)).header("Content-Type", "application/json");
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url + path)).header("Authorization", "Bearer " + token);
    }

    private JsonNode send(HttpRequest.Builder builder) throws IOException, InterruptedException {
        var request = builder.build();
        var answer = http.send(request, BodyHandlers.ofByteArray());
        if (answer.statusCode() >= 300) {
            throw new IOException(request.method() + " " + request.uri().getPath() + " was answered with "
                    + answer.statusCode() + ": " + new String(answer.body(), java.nio.charset.StandardCharsets.UTF_8));
        }
        return Json.mapper().readTree(answer.body());
    }

    private static byte[] json(Object body) throws IOException {
        return Json.mapper().writeValueAsBytes(body);
    }
}
