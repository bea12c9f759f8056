package io.afterhours.local.nats;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.afterhours.contracts.access.Grants;
import io.afterhours.contracts.stream.Streams;
import io.nats.client.NKey;
import io.nats.client.support.JwtUtils;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;

/** The three kinds of NATS tokens: what they claim, issued and read. */
final class Tokens {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long ANY = -1;

    private final InstantSource clock;

    Tokens(InstantSource clock) {
        this.clock = clock;
    }

    String operator(NKey operator, NKey signing, NKey system) {
        var nats = claim("operator");
        nats.putArray("signing_keys").add(Keys.publicKey(signing));
        nats.put("system_account", Keys.publicKey(system));
        return issue(operator, Keys.publicKey(operator), "afterhours", nats);
    }

    /** The account that holds the server's own events; it has no JetStream. */
    String systemAccount(NKey operatorSigning, NKey system) {
        var nats = claim("account");
        limits(nats.putObject("limits"));
        return issue(operatorSigning, Keys.publicKey(system), "SYS", nats);
    }

    /**
     * The account in which everybody meets. Who has a token without allow lists may do nothing; a stream must say how
     * large it may grow; what is published for a stream of several partitions is mapped to its own.
     *
     * @param revocations users that are no longer welcome, as the token before this one had them
     */
    String account(NKey operatorSigning, NKey account, NKey signing, Storage storage, JsonNode revocations) {
        return issue(
                operatorSigning, Keys.publicKey(account), "AFTERHOURS", accountClaim(signing, storage, revocations));
    }

    ObjectNode accountClaim(NKey signing, Storage storage, JsonNode revocations) {
        var nats = claim("account");
        var limits = limits(nats.putObject("limits"));
        limits.put("payload", storage.maxPayload());
        limits.put("disk_storage", storage.maxFile());
        limits.put("mem_storage", storage.maxMemory());
        limits.put("streams", 100);
        limits.put("consumer", 1000);
        limits.put("max_bytes_required", true);
        nats.putArray("signing_keys").add(Keys.publicKey(signing));
        var nothing = nats.putObject("default_permissions");
        nothing.putObject("pub").putArray("deny").add(">");
        nothing.putObject("sub").putArray("deny").add(">");
        var mappings = nats.putObject("mappings");
        Streams.mappings()
                .forEach((from, to) -> mappings.putArray(from).addObject().put("subject", to));
        if (!revocations.isEmpty()) {
            nats.set("revocations", revocations);
        }
        return nats;
    }

    /** A user of an account, with its allow lists and nothing else. */
    String user(NKey accountSigning, String account, String user, Grants grants) {
        var claim = new JwtUtils.UserClaim(account)
                .pub(permission(grants.publish()))
                .sub(permission(grants.subscribe()));
        try {
            return JwtUtils.issueUserJWT(
                    accountSigning,
                    user,
                    grants.name(),
                    Duration.ZERO,
                    clock.instant().getEpochSecond(),
                    claim);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("cannot issue a token for " + grants.name(), e);
        }
    }

    /** The same account without the users that are named, from now on. */
    String revoke(NKey operatorSigning, String accountToken, List<String> users) {
        var claims = read(accountToken);
        var nats = (ObjectNode) claims.get("nats");
        var revocations = nats.withObjectProperty("revocations");
        users.forEach(user -> revocations.put(user, clock.instant().getEpochSecond()));
        return issue(
                operatorSigning, claims.get("sub").asText(), claims.get("name").asText(), nats);
    }

    /** The body of a token, unverified. */
    static JsonNode read(String token) {
        var parts = token.strip().split("\\.", -1);
        if (parts.length != 3) {
            throw new IllegalArgumentException("not a token");
        }
        try {
            return JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
        } catch (IOException e) {
            throw new IllegalArgumentException("not a token", e);
        }
    }

    static boolean allows(String userToken, Grants grants) {
        var nats = read(userToken).path("nats");
        return texts(nats.at("/pub/allow")).equals(grants.publish())
                && texts(nats.at("/sub/allow")).equals(grants.subscribe());
    }

    static ObjectNode nothing() {
        return JSON.createObjectNode();
    }

    private String issue(NKey signing, String subject, String name, ObjectNode nats) {
        try {
            var body = JSON.writeValueAsString(nats);
            return JwtUtils.issueJWT(
                    signing,
                    subject,
                    name,
                    Duration.ZERO,
                    clock.instant().getEpochSecond(),
                    Keys.publicKey(signing),
                    () -> body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException("cannot issue a token for " + name, e);
        }
    }

    private static ObjectNode claim(String type) {
        return JSON.createObjectNode().put("type", type).put("version", 2);
    }

    private static ObjectNode limits(ObjectNode limits) {
        for (var name : List.of("subs", "data", "payload", "imports", "exports", "conn")) {
            limits.put(name, ANY);
        }
        return limits.put("leaf", 0).put("wildcards", true).put("disallow_bearer", true);
    }

    private static JwtUtils.Permission permission(List<String> allow) {
        return new JwtUtils.Permission().allow(allow.toArray(String[]::new));
    }

    private static List<String> texts(JsonNode array) {
        return array.valueStream().map(JsonNode::asText).toList();
    }
}
