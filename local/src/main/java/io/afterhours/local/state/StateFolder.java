package io.afterhours.local.state;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/** The folder of one installation: what is where. */
public record StateFolder(Path root) {
    private static final List<String> FOLDERS =
            List.of("config", "creds", "agents", "nats", "postgres", "logs", "run", "work");

    public StateFolder {
        root = root.toAbsolutePath().normalize();
    }

    /** Creates what is missing, for nobody else to read. */
    public StateFolder open() {
        PrivateFiles.folder(root);
        FOLDERS.forEach(folder -> PrivateFiles.folder(root.resolve(folder)));
        secret(token());
        return this;
    }

    public Path token() {
        return root.resolve("token");
    }

    public Path ports() {
        return root.resolve("ports.json");
    }

    /** The generated settings of one service. */
    public Path config(String service) {
        return root.resolve("config").resolve(service + ".properties");
    }

    /** What a person sets for one service; wins over the generated settings and is never written by us. */
    public Path ownConfig(String service) {
        return root.resolve("config").resolve(service + ".own.properties");
    }

    public Path credentials(String name) {
        return root.resolve("creds").resolve(name + ".creds");
    }

    public Path nats() {
        return root.resolve("nats");
    }

    public Path postgres() {
        return root.resolve("postgres");
    }

    public Path work() {
        return root.resolve("work");
    }

    /** How every build stands, for {@code cat}. */
    public Path buildStatus() {
        return root.resolve("BUILD_STATUS.md");
    }

    public Path log(String part) {
        return root.resolve("logs").resolve(part + ".log");
    }

    public Path run() {
        return root.resolve("run");
    }

    public Path processId(String part) {
        return run().resolve(part + ".pid");
    }

    /** The random secret in a file, made on first use; parts that start side by side ask for the same one. */
    public static synchronized String secret(Path file) {
        if (!Files.exists(file)) {
            var bytes = new byte[32];
            new SecureRandom().nextBytes(bytes);
            PrivateFiles.write(file, Base64.getUrlEncoder().withoutPadding().encodeToString(bytes) + "\n");
        }
        return PrivateFiles.read(file).strip();
    }
}
