package io.afterhours.local.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A question that a part which is ready answers with yes. */
@FunctionalInterface
public interface Probe {
    boolean isReady();

    /** A page on the loopback that answers 200. */
    static Probe page(int port, String path) {
        var request = "GET " + path + " HTTP/1.0\r\nHost: localhost:" + port + "\r\n\r\n";
        return () -> firstLine(port, request).matches("HTTP/1\\.\\d 200.*");
    }

    /** A nats-server's greeting, which it sends when it takes clients. */
    static Probe nats(int port) {
        return () -> firstLine(port, "").startsWith("INFO ");
    }

    private static String firstLine(int port, String request) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
            socket.setSoTimeout(2000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            socket.getOutputStream().flush();
            var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            var line = reader.readLine();
            return line == null ? "" : line;
        } catch (IOException e) {
            return "";
        }
    }
}
