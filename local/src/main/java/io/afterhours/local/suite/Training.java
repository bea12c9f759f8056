package io.afterhours.local.suite;

import io.afterhours.local.process.Shell;
import io.afterhours.local.state.Ports;
import io.afterhours.local.state.PrivateFiles;
import io.afterhours.local.state.StateFolder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * What a training run does with the suite, so that the cache holds the classes of a usual day: builds one after the other,
 * the pages that a person opens, the command line's status. What fails here fails later where somebody sees it.
 */
public final class Training {
    private static final List<String> PAGES = List.of(
            "/api/builds",
            "/api/builds/B-1",
            "/api/queue/next?n=10",
            "/api/queue/stats",
            "/api/control",
            "/api/policies",
            "/api/escalations?state=open",
            "/api/agents",
            "/api/runners",
            "/api/progress",
            "/api/costs",
            "/api/costs/today?by=model",
            "/api/budgets",
            "/api/quarantine",
            "/");

    /** Of what was done often Java keeps how it went, and compiles it as soon as it is done again after a start. */
    private static final int BUILDS = 60;

    private final StateFolder state;
    private final Ports ports;

    public Training(StateFolder state, Ports ports) {
        this.state = state;
        this.ports = ports;
    }

    /** Makes the requests, one after the other. */
    public void run(Program program) {
        for (int i = 1; i <= BUILDS; i++) {
            request(
                    "POST",
                    "/api/builds",
                    "{\"title\":\"Run build " + i + " of the training\",\"prompt\":\"true\",\"agent\":\"shell\","
                            + "\"priority\":\"urgent\",\"category\":\"infrastructure\"}");
        }
        PAGES.forEach(page -> request("GET", page, ""));
        var environment = List.of("env", "AFTERHOURS_STATE=" + state.root());
        var command = new ArrayList<>(environment);
        command.addAll(program.commandLine(List.of("status")));
        Shell.succeeds(command);
    }

    private void request(String method, String path, String body) {
        var request = method + " " + path + " HTTP/1.0\r\nHost: localhost:" + ports.of(Ports.Part.DASHBOARD)
                + "\r\nAuthorization: Bearer "
                + PrivateFiles.read(state.token()).strip()
                + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), ports.of(Ports.Part.DASHBOARD))) {
            socket.setSoTimeout(5000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            socket.getOutputStream().flush();
            socket.getInputStream().readAllBytes();
        } catch (IOException e) {
            // A page that does not answer trains nothing; that is all.
        }
    }
}
