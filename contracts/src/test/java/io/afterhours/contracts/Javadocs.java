package io.afterhours.contracts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What the source says of an event record, so that schemas and the reference repeat it and never say it anew.
 *
 * @param text what the record is
 * @param marked the same in Markdown
 * @param fields what a field means, where its name does not say it
 */
record Javadocs(String text, String marked, Map<String, String> fields) {
    private static final Pattern TAG = Pattern.compile("(?m)^@param\\s+");

    static Javadocs of(Class<?> record) {
        var outermost = record;
        while (outermost.getEnclosingClass() != null) {
            outermost = outermost.getEnclosingClass();
        }
        var source = read("contracts/src/main/java/" + outermost.getName().replace('.', '/') + ".java");
        var declared = source.indexOf("record " + record.getSimpleName() + "(");
        var end = source.lastIndexOf("*/", declared);
        var start = source.lastIndexOf("/**", end);
        var lines = new StringBuilder();
        source.substring(start + 3, end)
                .lines()
                .forEach(line ->
                        lines.append(line.strip().replaceFirst("^\\*\\s?", "")).append('\n'));
        var parts = TAG.split(lines, -1);
        var fields = new LinkedHashMap<String, String>();
        for (int i = 1; i < parts.length; i++) {
            var nameAndText = parts[i].split("\\s+", 2);
            fields.put(nameAndText[0], plain(nameAndText[1]));
        }
        var marked = plain(parts[0].replaceAll("\\{@(?:code|link) ([^}]*)}", "`$1`"));
        return new Javadocs(plain(parts[0]), marked, fields);
    }

    /** The first sentence. */
    String summary() {
        return text.split("(?<=\\.)\\s", 2)[0];
    }

    private static String plain(String javadoc) {
        return javadoc.replaceAll("\\{@(?:code|link) ([^}]*)}", "$1")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static String read(String path) {
        try {
            return Files.readString(Generated.root().resolve(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
