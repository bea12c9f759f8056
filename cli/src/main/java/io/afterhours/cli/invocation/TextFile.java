package io.afterhours.cli.invocation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.afterhours.cli.http.Refused;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** A file of text that a person names. */
public final class TextFile {
    private TextFile() {}

    /**
     * All of it, as it is.
     *
     * @throws Refused when there is no such file, or it is no UTF-8 text
     */
    public static String read(Path path) {
        try {
            if (Files.isDirectory(path)) {
                throw Refused.because(path + " is a folder; a file was expected.");
            }
            return text(path.toString(), Files.readAllBytes(path));
        } catch (NoSuchFileException e) {
            throw Refused.because("There is no file " + path + ".");
        } catch (IOException e) {
            throw Refused.because("Cannot read " + path + ": " + e.getMessage());
        }
    }

    /** The bytes as text; {@code name} is what an error calls them. */
    static String text(String name, byte[] bytes) {
        try {
            return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException e) {
            throw Refused.because(name + " is not UTF-8 text.", "Convert it, e.g. with: iconv -t UTF-8");
        }
    }
}
