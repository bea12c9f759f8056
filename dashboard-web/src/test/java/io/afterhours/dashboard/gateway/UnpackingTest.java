package io.afterhours.dashboard.gateway;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UnpackingTest {
    private static final int MOST = 100_000;

    @Test
    void what_is_compressed_comes_out_as_it_was_and_what_is_not_stays_as_it_is() throws IOException {
        assertThat(plain(packed("usage".getBytes(UTF_8)), "gzip")).isEqualTo("usage");
        assertThat(plain(packed("usage".getBytes(UTF_8)), "GZIP")).isEqualTo("usage");
        assertThat(plain("usage".getBytes(UTF_8), null)).isEqualTo("usage");
        assertThat(plain("usage".getBytes(UTF_8), "identity")).isEqualTo("usage");
    }

    @Test
    void a_bomb_is_refused_and_what_fits_exactly_is_taken() throws IOException {
        assertThat(Unpacking.of(packed(new byte[MOST]), "gzip", MOST)).isInstanceOf(Unpacking.Plain.class);
        assertThat(Unpacking.of(packed(new byte[MOST + 1]), "gzip", MOST)).isInstanceOf(Unpacking.TooLarge.class);
        var bomb = packed(new byte[50_000_000]);
        assertThat(bomb).hasSizeLessThan(MOST);
        assertThat(Unpacking.of(bomb, "gzip", MOST)).isInstanceOf(Unpacking.TooLarge.class);
    }

    @Test
    void what_is_cut_short_or_not_compressed_at_all_is_broken_and_other_codings_are_unknown() throws IOException {
        var packed = packed("usage".getBytes(UTF_8));
        assertThat(Unpacking.of(Arrays.copyOf(packed, packed.length - 9), "gzip", MOST))
                .isInstanceOf(Unpacking.Broken.class);
        assertThat(Unpacking.of("usage".getBytes(UTF_8), "gzip", MOST)).isInstanceOf(Unpacking.Broken.class);
        assertThat(Unpacking.of(packed, "br", MOST)).isInstanceOf(Unpacking.Unknown.class);
    }

    private static String plain(byte[] body, @Nullable String encoding) {
        return switch (Unpacking.of(body, encoding, MOST)) {
            case Unpacking.Plain(var plain) -> new String(plain, UTF_8);
            case Unpacking other -> other.toString();
        };
    }

    private static byte[] packed(byte[] plain) throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var packing = new GZIPOutputStream(bytes)) {
            packing.write(plain);
        }
        return bytes.toByteArray();
    }
}
