package io.afterhours.scheduler.agent;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.afterhours.contracts.Json;
import io.afterhours.contracts.access.Grants;
import io.afterhours.foundation.nats.NatsConfig;
import io.afterhours.testkit.NatsServer;
import io.nats.client.NKey;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.support.JwtUtils;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.awaitility.Awaitility;

/** A real nats-server in operator mode, laid out as in the containers: keys on one side, accounts' tokens with the server. */
final class OperatorServer implements AutoCloseable {
    private final Path folder;
    private final SecureRandom random = new SecureRandom();
    private final NKey operator = NKey.createOperator(random);
    private final NKey system = NKey.createAccount(random);
    private final NKey account = NKey.createAccount(random);
    private final NKey signing = NKey.createAccount(random);
    private final Process process;
    private final String url;

    OperatorServer(Path folder) throws Exception {
        this.folder = folder;
        Files.createDirectories(folder.resolve("accounts"));
        var body = claim("operator").put("system_account", publicKey(system));
        Files.writeString(folder.resolve("operator.jwt"), issue(operator, "operator", body));
        Files.writeString(accountFile(system), issue(system, "SYS", accountClaim()));
        var claim = accountClaim();
        claim.putArray("signing_keys").add(publicKey(signing));
        Files.writeString(accountFile(account), issue(account, "AFTERHOURS", claim));
        write("operator.seed", new String(operator.getSeed()));
        write("signing.seed", new String(signing.getSeed()));
        write("keeper.creds", keeper());
        var settings = Files.writeString(folder.resolve("nats.conf"), """
                listen: "127.0.0.1:-1"
                operator: "%s"
                system_account: %s
                resolver { type: full, dir: "%s", allow_delete: false }
                """.formatted(
                        folder.resolve("operator.jwt"), publicKey(system), folder.resolve("accounts")));
        process = new ProcessBuilder(
                        NatsServer.binary(), "-c", settings.toString(), "--ports_file_dir", folder.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("nats.log").toFile())
                .start();
        var ports = folder.resolve("nats-server_" + process.pid() + ".ports");
        Awaitility.await()
                .failFast("nats-server ended, see " + folder.resolve("nats.log"), () -> !process.isAlive())
                .until(() -> Files.exists(ports) && Files.readString(ports).contains("nats://"));
        url = Files.readString(ports).replaceAll("(?s).*\"(nats://[^\"]+)\".*", "$1");
    }

    /** The settings that a scheduler beside this server has. */
    AgentConfig agents() throws Exception {
        return config(
                AgentConfig.class,
                Map.of(
                        "afterhours.agents.signing-key-file",
                                folder.resolve("signing.seed").toString(),
                        "afterhours.agents.account", publicKey(account),
                        "afterhours.agents.account-token-file",
                                accountFile(account).toString(),
                        "afterhours.agents.operator-key-file",
                                folder.resolve("operator.seed").toString(),
                        "afterhours.agents.keeper-credentials",
                                folder.resolve("keeper.creds").toString()));
    }

    NatsConfig nats() {
        return config(NatsConfig.class, Map.of("afterhours.nats.url", url, "quarkus.application.name", "scheduler"));
    }

    /** How an agent connects that holds these credentials. */
    Options.Builder options(String agent, String credentials) {
        return Options.builder()
                .server(url)
                .authHandler(Nats.staticCredentials(credentials.getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .inboxPrefix(Grants.inboxPrefix(agent))
                .maxReconnects(0);
    }

    private String keeper() throws Exception {
        var user = NKey.createUser(random);
        var claim = new JwtUtils.UserClaim(publicKey(system))
                .pub(new JwtUtils.Permission().allow(new String[] {"$SYS.REQ.CLAIMS.UPDATE"}))
                .sub(new JwtUtils.Permission().allow(new String[] {Grants.inboxPrefix("keeper") + ">"}));
        var token = JwtUtils.issueUserJWT(
                system, publicKey(user), "keeper", Duration.ZERO, Instant.EPOCH.getEpochSecond(), claim);
        return JwtUtils.NATS_USER_JWT_FORMAT.formatted(token, new String(user.getSeed()));
    }

    private String issue(NKey subject, String name, ObjectNode nats) throws Exception {
        return JwtUtils.issueJWT(
                operator, publicKey(subject), name, Duration.ZERO, 0, publicKey(operator), nats::toString);
    }

    private static ObjectNode claim(String type) {
        return Json.mapper().createObjectNode().put("type", type).put("version", 2);
    }

    private static ObjectNode accountClaim() {
        var claim = claim("account");
        var limits = claim.putObject("limits");
        for (var name : new String[] {"subs", "data", "payload", "imports", "exports", "conn"}) {
            limits.put(name, -1);
        }
        limits.put("wildcards", true);
        return claim;
    }

    private Path accountFile(NKey key) throws Exception {
        return folder.resolve("accounts").resolve(publicKey(key) + ".jwt");
    }

    private void write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content);
    }

    private static String publicKey(NKey key) throws Exception {
        return new String(key.getPublicKey());
    }

    private static <T> T config(Class<T> mapping, Map<String, String> values) {
        return Objects.requireNonNull(new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withDefaultValues(values)
                .withMapping(mapping)
                .build()
                .getConfigMapping(mapping));
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }
}
