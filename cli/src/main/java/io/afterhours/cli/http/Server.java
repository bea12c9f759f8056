package io.afterhours.cli.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.afterhours.cli.json.Doc;
import io.afterhours.contracts.access.AgentName;
import io.afterhours.contracts.access.Person;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.HttpURLConnection;
import java.net.NoRouteToHostException;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.UnknownHostException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Afterhours over HTTP. {@code HttpURLConnection} and not {@code java.net.http}, because it is ready in a third of the
 * time; a request is sent once and never repeated behind the caller's back.
 */
public final class Server {
    private static final int CONNECT_MILLIS = 3_000;
    private static final int READ_MILLIS = 60_000;

    static {
        System.setProperty("sun.net.http.retryPost", "false");
    }

    private final Address address;
    private final Token token;
    private final Problems problems;
    private final Map<String, String> headers;

    /**
     * One for calls of a person or an agent.
     *
     * @param session the session of the agent that calls; empty where a person does
     */
    public Server(Address address, Token token, String session) {
        this(
                address,
                token,
                session.isEmpty()
                        ? Map.of(Person.HEADER, "command line")
                        : Map.of(Person.HEADER, "session " + session, Person.UNASKED, "true"));
    }

    private Server(Address address, Token token, Map<String, String> headers) {
        this.address = address;
        this.token = token;
        this.headers = headers;
        this.problems = new Problems(address, token);
    }

    /**
     * A path of literal parts and values, e.g. {@code path("api", "builds", id)}; each part is encoded.
     *
     * @throws Refused when a value is empty: without it the path would be that of something else
     */
    public static String path(String... parts) {
        var path = new StringBuilder();
        for (var part : parts) {
            if (part.isBlank()) {
                throw Refused.wrongUsage("Expected an id or a name, was nothing.");
            }
            path.append('/').append(encoded(part));
        }
        return path.toString();
    }

    static String encoded(String text) {
        return URLEncoder.encode(text, UTF_8).replace("+", "%20");
    }

    /** The same, in the name of an agent, which is no sign that the person is there; as before where there is none. */
    public Server as(@Nullable String agent) {
        return with(AgentName.HEADER, agent).with(Person.UNASKED, agent == null ? null : "true");
    }

    /** The same under a key, so that a request that is sent again counts once; under none where there is none. */
    public Server under(@Nullable String key) {
        return with("Idempotency-Key", key);
    }

    private Server with(String header, @Nullable String value) {
        if (value == null) {
            return this;
        }
        var more = new HashMap<>(headers);
        more.put(header, value);
        return new Server(address, token, more);
    }

    public Address address() {
        return address;
    }

    public Doc get(String path) {
        return getReply(path).doc();
    }

    public Doc get(Query query) {
        return get(query.toString());
    }

    /** The body as it is, for Markdown. */
    public String getText(String path) {
        return getText(path, "text/markdown");
    }

    /** The body as it is, of a media type. */
    public String getText(String path, String type) {
        return expect(send("GET", path, null, null, type)).body();
    }

    public Doc post(String path, Doc body) {
        return postReply(path, body).doc();
    }

    /** For those who need to know whether something is new (201) or was there (200). */
    public Reply postReply(String path, Doc body) {
        return json(send("POST", path, body.isMissing() ? "" : body.json(), "application/json", "application/json"));
    }

    public Doc postMarkdown(String path, String markdown) {
        return json(send("POST", path, markdown, "text/markdown; charset=utf-8", "application/json"))
                .doc();
    }

    /** A document that is sent as it is. */
    public Doc postJson(String path, String json) {
        return json(send("POST", path, json, "application/json", "application/json"))
                .doc();
    }

    public Doc put(String path, String json) {
        return json(send("PUT", path, json, "application/json", "application/json"))
                .doc();
    }

    public Doc delete(String path) {
        return json(send("DELETE", path, null, null, "application/json")).doc();
    }

    private Reply getReply(String path) {
        return json(send("GET", path, null, null, "application/json"));
    }

    private Reply json(Reply reply) {
        expect(reply);
        if (!reply.isJson() && !reply.body().isBlank()) {
            throw problems.strange(reply);
        }
        return reply;
    }

    private Reply expect(Reply reply) {
        if (reply.status() >= 400) {
            throw problems.refusal(reply);
        }
        if (reply.status() >= 300) {
            throw problems.strange(reply);
        }
        return reply;
    }

    private Reply send(String method, String path, @Nullable String body, @Nullable String type, String accept) {
        try {
            var connection =
                    (HttpURLConnection) URI.create(address.url() + path).toURL().openConnection(Proxy.NO_PROXY);
            connection.setRequestMethod(method);
            connection.setInstanceFollowRedirects(false);
            connection.setConnectTimeout(CONNECT_MILLIS);
            connection.setReadTimeout(READ_MILLIS);
            connection.setRequestProperty("Accept", accept);
            headers.forEach(connection::setRequestProperty);
            if (!token.isMissing()) {
                connection.setRequestProperty("Authorization", "Bearer " + token.value());
            }
            if (body != null) {
                connection.setDoOutput(true);
                if (type != null) {
                    connection.setRequestProperty("Content-Type", type);
                }
                try (var out = connection.getOutputStream()) {
                    out.write(body.getBytes(UTF_8));
                }
            }
            return reply(connection);
        } catch (ConnectException | NoRouteToHostException | UnknownHostException e) {
            throw problems.notRunning();
        } catch (SocketTimeoutException e) {
            throw isConnecting(e) ? problems.notRunning() : problems.silent();
        } catch (IOException e) {
            throw Refused.because(
                    "The connection to Afterhours on " + address.url() + " broke: " + e.getMessage() + ".",
                    "Look at: afterhours status");
        }
    }

    private static boolean isConnecting(SocketTimeoutException why) {
        return String.valueOf(why.getMessage()).startsWith("Connect");
    }

    private static Reply reply(HttpURLConnection connection) throws IOException {
        int status = connection.getResponseCode();
        if (status < 0) {
            throw new IOException("the answer is not HTTP");
        }
        var type = connection.getContentType();
        return new Reply(status, text(connection, status), type != null && type.contains("json"));
    }

    private static String text(HttpURLConnection connection, int status) throws IOException {
        try (InputStream in = status >= 400 ? connection.getErrorStream() : connection.getInputStream()) {
            return in == null ? "" : new String(in.readAllBytes(), UTF_8);
        }
    }
}
