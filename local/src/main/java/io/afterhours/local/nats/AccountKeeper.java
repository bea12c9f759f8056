package io.afterhours.local.nats;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.nats.client.Connection;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Hands a running server the new token of an account. Users that the new token revokes are disconnected at once and
 * refused from then on; the server writes the token into its folder, so the revocation outlives a restart.
 */
public final class AccountKeeper {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Connection connection;

    /** Over a connection of {@link NatsIdentities#KEEPER}. */
    public AccountKeeper(Connection connection) {
        this.connection = connection;
    }

    /** Throws unless the server took the token. */
    public void push(String accountToken) throws IOException, InterruptedException {
        var reply = connection.request(
                "$SYS.REQ.CLAIMS.UPDATE", accountToken.getBytes(StandardCharsets.US_ASCII), Duration.ofSeconds(5));
        if (reply == null) {
            throw new IOException("nats-server did not answer to the account's new token");
        }
        var answer = JSON.readTree(reply.getData());
        if (answer.path("data").path("code").asInt() != 200) {
            throw new IOException("nats-server refused the account's new token: " + answer);
        }
    }
}
