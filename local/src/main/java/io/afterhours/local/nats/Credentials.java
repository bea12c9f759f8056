package io.afterhours.local.nats;

import io.nats.client.support.JwtUtils;
import java.util.regex.Pattern;

/** A user's token and seed, in the file format that every NATS client reads. */
record Credentials(String token, String seed) {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN [A-Z ]+-----\\s+(\\S+)\\s+------END [A-Z ]+------");

    static Credentials parse(String content) {
        var blocks =
                BLOCK.matcher(content).results().map(block -> block.group(1)).toList();
        if (blocks.size() != 2) {
            throw new IllegalArgumentException("not a credentials file: expected a token and a seed");
        }
        return new Credentials(blocks.get(0), blocks.get(1));
    }

    String content() {
        return JwtUtils.NATS_USER_JWT_FORMAT.formatted(token, seed);
    }

    @Override
    public String toString() {
        return "Credentials[of " + Tokens.read(token).path("name").asText() + "]";
    }
}
