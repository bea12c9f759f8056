package io.afterhours.dashboard.gateway;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** What came in the body of a request, without its compression. */
sealed interface Unpacking {
    record Plain(byte[] body) implements Unpacking {}

    /** It is larger than is taken, however small it came. */
    record TooLarge() implements Unpacking {}

    /** It is not what its header says. */
    record Broken() implements Unpacking {}

    /** Its coding is none that is taken. */
    record Unknown() implements Unpacking {}

    /** Never unpacks more than one byte beyond {@code most}. */
    static Unpacking of(byte[] body, @Nullable String encoding, int most) {
        if (body.length > most) {
            return new TooLarge();
        }
        if (encoding == null || encoding.isBlank() || encoding.equalsIgnoreCase("identity")) {
            return new Plain(body);
        }
        if (!encoding.equalsIgnoreCase("gzip")) {
            return new Unknown();
        }
        try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(body))) {
            var plain = unpacked.readNBytes(most + 1);
            return plain.length > most ? new TooLarge() : new Plain(plain);
        } catch (IOException e) {
            return new Broken();
        }
    }
}
