package io.afterhours.scheduler.calendar;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;

/** Fetches a calendar from an address that the operator named, within bounds. */
@ApplicationScoped
class CalendarFetcher {
    static final int LARGEST = 5 * 1024 * 1024;

    private final Duration timeout;
    private final HttpClient client;

    CalendarFetcher(CalendarConfig config) {
        this.timeout = config.timeout();
        this.client = HttpClient.newBuilder()
                .connectTimeout(timeout)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
    }

    byte[] fetch(URI source) throws CalendarFault, InterruptedException {
        try {
            return switch (String.valueOf(source.getScheme()).toLowerCase(Locale.ROOT)) {
                case "file" -> file(Path.of(source));
                case "http", "https", "webcal" -> http(source);
                default -> throw new CalendarFault("Its address begins with none of https:, http: and file:.");
            };
        } catch (IOException e) {
            throw new CalendarFault("It cannot be fetched: " + e.getClass().getSimpleName() + ".");
        } catch (IllegalArgumentException e) {
            throw new CalendarFault("Its address cannot be read.");
        }
    }

    private static byte[] file(Path file) throws IOException, CalendarFault {
        try (var in = Files.newInputStream(file)) {
            return bounded(in);
        }
    }

    private byte[] http(URI source) throws IOException, CalendarFault, InterruptedException {
        var request = HttpRequest.newBuilder(secured(source))
                .timeout(timeout)
                .header("Accept", "text/calendar")
                .build();
        HttpResponse<InputStream> response = client.send(request, BodyHandlers.ofInputStream());
        try (var body = response.body()) {
            if (response.statusCode() != 200) {
                throw new CalendarFault("Its server answers " + response.statusCode() + ".");
            }
            return bounded(body);
        }
    }

    /** Calendars are handed out as {@code webcal:}, which is {@code https:} by another name. */
    private static URI secured(URI source) {
        return "webcal".equalsIgnoreCase(source.getScheme())
                ? URI.create("https" + source.toString().substring("webcal".length()))
                : source;
    }

    private static byte[] bounded(InputStream in) throws IOException, CalendarFault {
        var bytes = in.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
            throw new CalendarFault("It is larger than 5 MB.");
        }
        return bytes;
    }
}
