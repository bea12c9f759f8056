package io.afterhours.dashboard.login;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes and reads what a session cookie holds: an id and an end, sealed with a key that comes from the token. So a session
 * survives a restart, and a new token ends all of them.
 */
final class Seal {
    static final Duration LIFE = Duration.ofHours(12);

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final SecureRandom random = new SecureRandom();
    private final byte[] key;

    Seal(String token) {
        this.key = mac(token.getBytes(StandardCharsets.UTF_8), "afterhours dashboard session");
    }

    String make(Instant now) {
        var id = new byte[16];
        random.nextBytes(id);
        var content = BASE64.encodeToString(id) + "." + now.plus(LIFE).getEpochSecond();
        return content + "." + BASE64.encodeToString(mac(key, content));
    }

    /** The session's id, where the seal is whole and the time is not over. */
    Optional<String> read(String cookie, Instant now) {
        var parts = cookie.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.empty();
        }
        var expected = BASE64.encodeToString(mac(key, parts[0] + "." + parts[1]));
        var whole = MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), parts[2].getBytes(StandardCharsets.UTF_8));
        return whole && now.getEpochSecond() < Long.parseLong(parts[1]) ? Optional.of(parts[0]) : Optional.empty();
    }

    private static byte[] mac(byte[] key, String content) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(content.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
