package io.afterhours.local.postgres;

import io.afterhours.local.process.Shell;
import io.afterhours.local.state.PrivateFiles;
import io.afterhours.local.state.StateFolder;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The cluster of one installation: made on first use, settings written at every start. */
public final class Postgres {
    private final StateFolder state;
    private final Binaries binaries;
    private final Unprivileged unprivileged;
    private final int port;

    private Postgres(StateFolder state, Binaries binaries, Unprivileged unprivileged, int port) {
        this.state = state;
        this.binaries = binaries;
        this.unprivileged = unprivileged;
        this.port = port;
    }

    /** Unpacks, initialises and configures what is not yet; the server is not started. */
    public static Postgres prepare(StateFolder state, Path cache, int port) {
        var postgres = new Postgres(state, Binaries.unpacked(cache), Unprivileged.here(), port);
        postgres.initialise();
        postgres.configure();
        postgres.addServices();
        return postgres;
    }

    /** The command that runs the server in the foreground. */
    public List<String> command() {
        return program("postgres", "-D", data().toString());
    }

    /**
     * Whether it takes connections: it says so in the eighth line of its process file, and somebody listens; the file
     * alone may be left from a server that was killed.
     */
    public boolean isReady() {
        try (var lines = Files.lines(data().resolve("postmaster.pid"));
                var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return lines.skip(7).findFirst().orElse("").strip().equals("ready") && socket.isConnected();
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    /** The password of a service's role. */
    public static String password(StateFolder state, String role) {
        var folder = PrivateFiles.folder(state.postgres().resolve("passwords"));
        return StateFolder.secret(folder.resolve(role));
    }

    private Path data() {
        return state.postgres().resolve("data");
    }

    private void initialise() {
        if (Files.exists(data().resolve("PG_VERSION"))) {
            return;
        }
        var next = PrivateFiles.folder(state.postgres().resolve("data.new"));
        Shell.run(List.of("find", next.toString(), "-mindepth", "1", "-delete"));
        password(state, "afterhours");
        unprivileged.own(next);
        Shell.run(program(
                "initdb",
                "--pgdata=" + next,
                "--username=afterhours",
                "--auth=scram-sha-256",
                "--pwfile=" + state.postgres().resolve("passwords").resolve("afterhours"),
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C"));
        try {
            Files.move(next, data());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot move " + next + " to " + data(), e);
        }
    }

    private void configure() {
        PrivateFiles.write(data().resolve("postgresql.conf"), settings(port));
        PrivateFiles.write(data().resolve("pg_hba.conf"), """
                host all all 127.0.0.1/32 scram-sha-256
                """);
        unprivileged.own(data());
    }

    static String settings(int port) {
        return """
                # Written by Afterhours at every start; put your own settings into own.conf beside this file.
                listen_addresses = '127.0.0.1'
                port = %d
                unix_socket_directories = ''
                password_encryption = 'scram-sha-256'
                max_connections = 60
                fsync = on
                synchronous_commit = on
                full_page_writes = on
                shared_buffers = '32MB'
                huge_pages = off
                jit = off
                random_page_cost = 1.1
                io_method = 'sync'
                max_worker_processes = 4
                max_parallel_workers = 2
                max_wal_senders = 2
                autovacuum_max_workers = 2
                min_wal_size = '64MB'
                max_wal_size = '512MB'
                timezone = 'UTC'
                log_timezone = 'UTC'
                log_checkpoints = off
                log_line_prefix = '%%m %%u@%%d '
                include_if_exists = 'own.conf'
                """.formatted(port);
    }

    /** Roles and databases of services that have none yet, through the server's single-user mode. */
    private void addServices() {
        var marker = state.postgres().resolve("services");
        var known = Files.exists(marker) ? PrivateFiles.read(marker).lines().toList() : List.<String>of();
        var missing = ServiceRoles.SERVICES.stream()
                .filter(service -> !known.contains(service))
                .toList();
        if (missing.isEmpty()) {
            return;
        }
        var sql = new ArrayList<>(ServiceRoles.closeTheRest());
        missing.forEach(service -> sql.addAll(ServiceRoles.sql(service, password(state, service))));
        var said = Shell.feed(program("postgres", "--single", "-D", data().toString(), "postgres"), lines(sql));
        said.lines()
                .filter(line -> line.contains("ERROR:") && !line.contains("already exists"))
                .findFirst()
                .ifPresent(line -> {
                    throw new IllegalStateException("PostgreSQL refused a role or database: " + line);
                });
        PrivateFiles.write(marker, String.join("\n", ServiceRoles.SERVICES) + "\n");
    }

    private static InputStream lines(List<String> lines) {
        return new ByteArrayInputStream((String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private List<String> program(String name, String... arguments) {
        return Stream.of(
                        unprivileged.prefix().stream(),
                        Stream.of(binaries.program(name).toString()),
                        Stream.of(arguments))
                .flatMap(words -> words)
                .toList();
    }
}
