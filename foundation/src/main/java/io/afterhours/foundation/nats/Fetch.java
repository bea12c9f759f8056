package io.afterhours.foundation.nats;

import io.nats.client.ConsumerContext;
import io.nats.client.FetchConsumeOptions;
import io.nats.client.Message;
import java.util.ArrayList;
import java.util.List;

/** What one request to a consumer brings. */
final class Fetch {
    private Fetch() {}

    static List<Message> of(ConsumerContext consumer, FetchConsumeOptions options) throws Exception {
        var got = new ArrayList<Message>();
        try (var fetched = consumer.fetch(options)) {
            for (Message message = fetched.nextMessage(); message != null; message = fetched.nextMessage()) {
                got.add(message);
            }
        }
        return got;
    }
}
