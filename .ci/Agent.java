import io.nats.client.Connection;
import io.nats.client.ErrorListener;
import io.nats.client.Nats;
import io.nats.client.Options;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A program that takes part with nothing but its credentials file: publishes one message and says what became of it. */
final class Agent {
    private Agent() {}

    public static void main(String[] arguments) throws Exception {
        var options = Options.builder()
                .server(arguments[0])
                .authHandler(Nats.credentials(arguments[1]))
                .connectionTimeout(Duration.ofSeconds(10))
                .maxReconnects(0)
                .errorListener(new Refusals())
                .build();
        try (var connection = Nats.connect(options)) {
            connection.publish(arguments[2], arguments[3].getBytes(StandardCharsets.UTF_8));
            connection.flush(Duration.ofSeconds(5));
            Thread.sleep(300); // A refusal comes after the answer to the flush.
            System.out.println("published");
        }
    }

    private static final class Refusals implements ErrorListener {
        @Override
        public void errorOccurred(Connection from, String error) {
            System.out.println("refused: " + error);
            Runtime.getRuntime().halt(0);
        }
    }
}
