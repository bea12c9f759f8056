package io.afterhours.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.afterhours.cli.invocation.Desktop;
import io.afterhours.cli.invocation.Surroundings;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Somebody who calls the command line: Alice, in Berlin, on a Saturday at 23:30. */
final class Caller {
    static final Instant NOW = Instant.parse("2026-11-21T22:30:00Z");
    static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");

    private final Map<String, String> environment = new LinkedHashMap<>();
    private final Path folder;
    private final List<String> browsed = new ArrayList<>();
    private final List<Duration> pauses = new ArrayList<>();
    private String input = "";
    private boolean terminal;
    private int width = 100;
    private UnaryOperator<String> editing = text -> text;

    /** What a call left behind. */
    record Outcome(int exitCode, String out, String err) {}

    Caller(Path folder) {
        this.folder = folder;
        environment.put("AFTERHOURS_STATE", folder.resolve("state").toString());
    }

    /** Calls this gateway, with its token in the state folder. */
    Caller of(Gateway gateway) {
        environment.put("AFTERHOURS_URL", gateway.url());
        return withToken(Gateway.TOKEN);
    }

    Caller withToken(String token) {
        return with("token", token + "\n");
    }

    /** A file in the state folder. */
    Caller with(String file, String content) {
        try {
            Files.createDirectories(folder.resolve("state"));
            Files.writeString(folder.resolve("state").resolve(file), content);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Caller set(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Caller unset(String variable) {
        environment.remove(variable);
        return this;
    }

    Caller typing(String text) {
        input = text;
        return this;
    }

    Caller onTerminal(int columns) {
        terminal = true;
        width = columns;
        return this;
    }

    Caller editing(UnaryOperator<String> change) {
        editing = change;
        return this;
    }

    List<String> browsed() {
        return browsed;
    }

    List<Duration> pauses() {
        return pauses;
    }

    Outcome call(String... arguments) {
        var out = new ByteArrayOutputStream();
        var err = new ByteArrayOutputStream();
        int exitCode = cli(out, err).run(arguments);
        return new Outcome(exitCode, out.toString(UTF_8), err.toString(UTF_8));
    }

    Cli cli(ByteArrayOutputStream out, ByteArrayOutputStream err) {
        return new Cli(new Surroundings(
                environment,
                folder,
                folder.resolve("home"),
                new ByteArrayInputStream(input.getBytes(UTF_8)),
                new PrintStream(out, true, UTF_8),
                new PrintStream(err, true, UTF_8),
                terminal,
                width,
                InstantSource.fixed(NOW),
                BERLIN,
                new FakeDesktop()));
    }

    private final class FakeDesktop implements Desktop {
        @Override
        public boolean browse(String url) {
            browsed.add(url);
            return true;
        }

        @Override
        public void edit(String command, Path file) throws IOException {
            Files.writeString(file, editing.apply(Files.readString(file)));
        }

        @Override
        public void pause(Duration time) {
            pauses.add(time);
        }
    }
}
