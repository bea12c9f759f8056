package io.afterhours.cli;

import io.afterhours.cli.invocation.Surroundings;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;

/** The program {@code afterhours}. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        var environment = System.getenv();
        boolean terminal = Terminal.isThere();
        var surroundings = new Surroundings(
                environment,
                Path.of("").toAbsolutePath(),
                Path.of(System.getProperty("user.home")),
                System.in,
                utf8(FileDescriptor.out),
                utf8(FileDescriptor.err),
                terminal,
                terminal ? Terminal.width(environment) : 0,
                InstantSource.system(),
                ZoneId.systemDefault(),
                new ThisDesktop());
        System.exit(new Cli(surroundings).run(arguments));
    }

    /** Always UTF-8: JSON is, and titles are whatever the locale. */
    private static PrintStream utf8(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }
}
