package io.afterhours.scheduler.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.afterhours.contracts.Json;
import io.afterhours.contracts.access.Grants;
import io.afterhours.foundation.http.Problem;
import io.afterhours.foundation.nats.NatsConfig;
import io.nats.client.NKey;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.support.JwtUtils;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;

/** Makes credentials for agents, and has the server turn away those that were withdrawn. */
@ApplicationScoped
public class Identities {
    private static final Duration ANSWER = Duration.ofSeconds(5);

    private final AgentConfig config;
    private final NatsConfig nats;
    private final InstantSource clock;

    Identities(AgentConfig config, NatsConfig nats, InstantSource clock) {
        this.config = config;
        this.nats = nats;
        this.clock = clock;
    }

    /**
     * A new identity.
     *
     * @param publicKey names it to the server
     * @param credentials content of a file that any NATS client takes; it is kept nowhere here
     */
    record Made(String publicKey, String credentials) {}

    /** Makes an identity that may publish the agent's own events and nothing else. */
    Made make(String agent) {
        var grants = Grants.agent(agent);
        try {
            var signing = seed(config.signingKeyFile(), "afterhours.agents.signing-key-file");
            var account = config.account().orElseThrow(() -> unset("afterhours.agents.account"));
            var user = NKey.createUser(new SecureRandom());
            var publicKey = new String(user.getPublicKey());
            var claim = new JwtUtils.UserClaim(account)
                    .pub(new JwtUtils.Permission().allow(grants.publish().toArray(String[]::new)))
                    .sub(new JwtUtils.Permission().allow(grants.subscribe().toArray(String[]::new)));
            var token = JwtUtils.issueUserJWT(
                    signing, publicKey, agent, Duration.ZERO, clock.instant().getEpochSecond(), claim);
            return new Made(publicKey, JwtUtils.NATS_USER_JWT_FORMAT.formatted(token, new String(user.getSeed())));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("cannot make credentials for " + agent, e);
        }
    }

    /** Disconnects whoever uses this identity and refuses it from now on. */
    void revoke(String publicKey) {
        try {
            var file = config.accountTokenFile().orElseThrow(() -> unset("afterhours.agents.account-token-file"));
            var operator = seed(config.operatorKeyFile(), "afterhours.agents.operator-key-file");
            var claims = claims(Files.readString(file));
            var nats = (ObjectNode) claims.get("nats");
            nats.withObjectProperty("revocations")
                    .put(publicKey, clock.instant().getEpochSecond());
            var body = nats.toString();
            push(JwtUtils.issueJWT(
                    operator,
                    claims.get("sub").asText(),
                    claims.get("name").asText(),
                    Duration.ZERO,
                    clock.instant().getEpochSecond(),
                    new String(operator.getPublicKey()),
                    () -> body));
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("cannot revoke " + publicKey, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void push(String accountToken) throws IOException, InterruptedException {
        var credentials = config.keeperCredentials().orElseThrow(() -> unset("afterhours.agents.keeper-credentials"));
        var options = Options.builder()
                .server(nats.url())
                .connectionName("keeper")
                .inboxPrefix(Grants.inboxPrefix("keeper"))
                .authHandler(Nats.credentials(credentials.toString()))
                .build();
        try (var connection = Nats.connect(options)) {
            var reply = connection.request(
                    "$SYS.REQ.CLAIMS.UPDATE", accountToken.getBytes(StandardCharsets.US_ASCII), ANSWER);
            if (reply == null
                    || Json.mapper()
                                    .readTree(reply.getData())
                                    .path("data")
                                    .path("code")
                                    .asInt()
                            != 200) {
                throw new IOException("nats-server did not take the account's new token");
            }
        }
    }

    private static JsonNode claims(String token) throws IOException {
        var parts = token.strip().split("\\.", -1);
        return Json.mapper().readTree(Base64.getUrlDecoder().decode(parts[1]));
    }

    private static NKey seed(Optional<Path> file, String key) throws IOException {
        var path = file.orElseThrow(() -> unset(key));
        return NKey.fromSeed(Files.readString(path).strip().toCharArray());
    }

    private static Problem unset(String key) {
        return Problem.conflict(
                "no-identities", "This scheduler was started without " + key + "; `afterhours up` sets it.");
    }
}
