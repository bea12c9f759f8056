package io.afterhours.dashboard.login;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** One-time codes: good once, for a minute, and only the newest few. */
final class Codes {
    static final Duration LIFE = Duration.ofSeconds(60);
    static final int MOST = 16;

    private final SecureRandom random = new SecureRandom();
    private final Map<String, Instant> codes = new LinkedHashMap<>();

    synchronized String make(Instant now) {
        var bytes = new byte[24];
        random.nextBytes(bytes);
        var code = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        codes.values().removeIf(until -> !now.isBefore(until));
        if (codes.size() >= MOST) {
            codes.remove(codes.keySet().iterator().next());
        }
        codes.put(code, now.plus(LIFE));
        return code;
    }

    /** Whether the code was good; it is not any more afterwards. */
    synchronized boolean take(String code, Instant now) {
        var until = codes.remove(code);
        return until != null && now.isBefore(until);
    }
}
