package io.afterhours.local.suite;

import io.afterhours.local.nats.NatsIdentities;
import io.afterhours.local.nats.ServerSettings;
import io.afterhours.local.postgres.Postgres;
import io.afterhours.local.postgres.ServiceRoles;
import io.afterhours.local.state.Ports;
import io.afterhours.local.state.PrivateFiles;
import io.afterhours.local.state.StateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The files of an installation in containers: one folder per container, each a volume, so that no service can read what
 * is another's.
 *
 * <pre>
 * state/           keys and passwords; no other container has it
 * scheduler/ …     service.properties, token, nats.creds, and the scheduler's keys
 * nats/            nats.conf, operator.jwt, accounts/
 * postgres/        password, services.sql
 * </pre>
 */
public final class Containers {
    /** Where a container finds its own folder. */
    static final Path OWN = Path.of("/run/afterhours");

    /** Where nats-server finds its folder, and the scheduler the accounts in it. */
    static final Path NATS = Path.of("/etc/afterhours");

    private static final List<String> SCHEDULER_KEYS = List.of("account-signing.seed", "operator-signing.seed");

    private final Path out;
    private final StateFolder state;
    private final Ports ports;
    private final NatsIdentities identities;

    public Containers(Path out, InstantSource clock) {
        this.out = out;
        this.state = new StateFolder(out.resolve("state")).open();
        this.ports = Ports.from(Ports.BASE, Map.of());
        this.identities = new NatsIdentities(state.nats(), out.resolve("nats").resolve("accounts"), clock);
    }

    /** Writes what is missing and brings the rest up to date; keys and passwords stay as they are. */
    public void provision() {
        identities.ensureAccounts();
        Provisioning.users(state, identities, Provisioning.POOL);
        Parts.SERVICES.forEach(this::service);
        nats();
        postgres();
    }

    private void service(Ports.Part service) {
        var folder = PrivateFiles.folder(out.resolve(service.toString()));
        var place = new ContainerPlace(ports, service);
        PrivateFiles.write(
                folder.resolve("service.properties"), new ServiceSettings(state, place, identities).text(service));
        copy(state.token(), folder);
        PrivateFiles.write(
                folder.resolve("nats.creds"), PrivateFiles.read(state.credentials(ServiceSettings.identity(service))));
        if (service == Ports.Part.DASHBOARD) {
            // Where the command line beside the gateway puts the credentials of agents; a volume of its own.
            PrivateFiles.folder(folder.resolve("agents"));
        }
        if (service == Ports.Part.SCHEDULER) {
            SCHEDULER_KEYS.forEach(key -> copy(NatsIdentities.file(state.nats(), key), folder));
            copy(state.credentials(NatsIdentities.KEEPER), folder);
        }
    }

    private void nats() {
        var folder = PrivateFiles.folder(out.resolve("nats"));
        copy(identities.operatorToken(), folder);
        var settings = new ServerSettings("0.0.0.0:4222", Optional.of("127.0.0.1:8222"), NATS, Path.of("/data"));
        PrivateFiles.write(folder.resolve("nats.conf"), identities.settings(settings));
    }

    /** The image's first start reads these as a user that we do not know; only its container has the volume. */
    private void postgres() {
        var sql = new ArrayList<>(ServiceRoles.closeTheRest());
        for (var service : ServiceRoles.SERVICES) {
            sql.addAll(ServiceRoles.sql(service, Postgres.password(state, service)));
        }
        forItsContainer("services.sql", String.join("\n", sql) + "\n");
        forItsContainer("password", Postgres.password(state, "afterhours"));
    }

    private void forItsContainer(String name, String content) {
        try {
            var folder = Files.createDirectories(out.resolve("postgres"));
            var file = PrivateFiles.write(folder.resolve(name), content);
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path file, Path folder) {
        PrivateFiles.write(folder.resolve(file.getFileName()), PrivateFiles.read(file));
    }

    /** Names of the compose file as hosts, fixed places as files. */
    private record ContainerPlace(Ports ports, Ports.Part self) implements Place {
        @Override
        public String listen() {
            return "0.0.0.0";
        }

        @Override
        public int port(Ports.Part part) {
            return ports.of(part);
        }

        @Override
        public String address(Ports.Part part) {
            var port = part == Ports.Part.POSTGRES ? 5432 : ports.of(part);
            return part + ":" + port;
        }

        @Override
        public Path token() {
            return OWN.resolve("token");
        }

        @Override
        public Path credentials(String name) {
            return OWN.resolve(name.equals(NatsIdentities.KEEPER) ? name + ".creds" : "nats.creds");
        }

        @Override
        public String key(String file) {
            return (file.endsWith(".jwt") ? NATS.resolve("accounts") : OWN)
                    .resolve(file)
                    .toString();
        }

        @Override
        public String natsUrl() {
            return ports.natsUrl();
        }

        @Override
        public Path work() {
            return Path.of("/work");
        }

        @Override
        public Path buildStatus() {
            return Path.of("/queue/BUILD_STATUS.md");
        }

        @Override
        public String hosts() {
            return "localhost,127.0.0.1,[::1]," + self;
        }
    }
}
