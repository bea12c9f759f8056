package io.afterhours.foundation.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Keeps docs/reference/configuration.md in step with the {@code @ConfigMapping} interfaces of all modules. It reads their
 * sources, because no module sees all of them; with {@code -Dregenerate} it writes the page's list.
 */
class ConfigurationPageTest {
    private static final String PAGE = "docs/reference/configuration.md";
    private static final String BEGIN = "<!-- generated: CONTRIBUTING.md says how -->\n";
    private static final String END = "<!-- end of generated -->\n";

    private static final Pattern MAPPING = Pattern.compile(
            "/\\*\\*((?:(?!\\*/).)*)\\*/\\s*@ConfigMapping\\(prefix = \"([^\"]+)\"\\)\\s*(?:public )?interface (\\w+) \\{",
            Pattern.DOTALL);
    private static final Pattern KEY = Pattern.compile(
            "(?:/\\*\\*((?:(?!\\*/).)*)\\*/\\s*)?((?:@\\w+(?:\\([^)]*\\))?\\s*)*)([\\w<>,. ]+?) (\\w+)\\(\\);",
            Pattern.DOTALL);
    private static final Pattern DEFAULT = Pattern.compile("@WithDefault\\(\\s*((?:\"[^\"]*\"\\s*\\+?\\s*)+)\\)");
    private static final Pattern NAME = Pattern.compile("@WithName\\(\\s*\"([^\"]*)\"\\s*\\)");

    @Test
    void the_page_lists_every_key_of_every_module() throws IOException {
        var page = root().resolve(PAGE);
        var text = Files.readString(page);
        var head = text.substring(0, text.indexOf(BEGIN) + BEGIN.length());
        var tail = text.substring(text.indexOf(END));
        var wanted = head + features().stream().map(Feature::section).collect(Collectors.joining("\n")) + tail;
        if (System.getProperty("regenerate") != null) {
            Files.writeString(page, wanted);
        }

        assertThat(page)
                .as("%s is generated in part; CONTRIBUTING.md says how to write it", PAGE)
                .hasContent(wanted);
    }

    @Test
    void the_page_names_the_keys_that_are_read_one_by_one() throws IOException {
        var page = Files.readString(root().resolve(PAGE));
        var keys = sources()
                .map(ConfigurationPageTest::read)
                .flatMap(source -> Pattern.compile("@ConfigProperty\\(name = \"(afterhours[^\"]+)\"")
                        .matcher(source)
                        .results()
                        .map(each -> "`" + each.group(1) + "`"))
                .toList();

        assertThat(keys).isNotEmpty().allSatisfy(key -> assertThat(page).contains(key));
    }

    /** A group of keys. */
    private record Feature(String module, String prefix, String about, List<Key> keys) {
        String section() {
            return "### `%s`\n\n%s (%s)\n\n| key | type | default | |\n|---|---|---|---|\n"
                            .formatted(prefix, about, module.equals("foundation") ? "every process" : module)
                    + keys.stream().map(Key::row).collect(Collectors.joining());
        }
    }

    private record Key(String name, String type, String value, String about) {
        String row() {
            return "| `%s` | %s | %s | %s |\n".formatted(name, type, value.isEmpty() ? "" : "`" + value + "`", about);
        }
    }

    private static List<Feature> features() throws IOException {
        return sources()
                .flatMap(source -> feature(source).stream())
                .sorted(Comparator.comparing(Feature::prefix).thenComparing(Feature::module))
                .toList();
    }

    private static List<Feature> feature(Path source) {
        var text = read(source);
        return MAPPING.matcher(text)
                .results()
                .map(found -> new Feature(
                        root().relativize(source).getName(0).toString(),
                        found.group(2),
                        marked(found.group(1)),
                        keys(found.group(2), source, found.group(3))))
                .toList();
    }

    /** The keys of an interface; a nested interface is a group of them, under its own name or under each key of a map. */
    private static List<Key> keys(String prefix, Path source, String type) {
        var keys = new ArrayList<Key>();
        var matcher = KEY.matcher(ownMembers(read(source), type));
        while (matcher.find()) {
            var named = NAME.matcher(matcher.group(2));
            var own = "." + (named.find() ? named.group(1) : dashed(matcher.group(4)));
            var name = matcher.group(2).contains("@WithParentName") ? prefix : prefix + own;
            var kind = matcher.group(3).strip();
            var group = Pattern.compile("(\\w+)>*$").matcher(kind);
            if (group.find() && read(source).contains(" interface " + group.group(1) + " {")) {
                var each = kind.contains("Map<") ? name + ".*" : kind.contains("List<") ? name + "[*]" : name;
                keys.addAll(keys(each, source, group.group(1)));
            } else {
                assertThat(matcher.group(1)).as("%s says what it is", name).isNotNull();
                keys.add(new Key(name, word(kind, source), given(matcher.group(2)), marked(matcher.group(1))));
            }
        }
        return keys;
    }

    private static String given(String annotations) {
        var given = DEFAULT.matcher(annotations);
        return given.find() ? given.group(1).replaceAll("\"\\s*(?:\\+\\s*\")?", "") : "";
    }

    /** The lines of an interface without those of the types nested in it; the formatter keeps the indentation true. */
    private static String ownMembers(String source, String type) {
        var members = new StringBuilder();
        String end = null;
        String nested = null;
        for (var line : source.split("\n", -1)) {
            if (end == null) {
                var begin = Pattern.compile("( *)(?:public )?interface " + type + " \\{")
                        .matcher(line);
                end = begin.matches() ? begin.group(1) + "}" : null;
            } else if (line.equals(end)) {
                break;
            } else if (nested != null) {
                nested = line.equals(nested) ? null : nested;
            } else if (line.matches(" *(?:interface|enum|record) .*\\{")) {
                nested = line.replaceAll("\\S.*", "") + "}";
            } else {
                members.append(line).append('\n');
            }
        }
        return members.toString();
    }

    private static String word(String type, Path source) {
        var inner = type.replaceAll("^Optional<(.*)>$", "$1");
        var word = inner.startsWith("List<")
                ? "list"
                : switch (inner) {
                    case "String" -> "text";
                    case "int", "long", "OptionalInt", "OptionalLong" -> "number";
                    case "boolean", "Boolean" -> "true or false";
                    case "Duration" -> "duration";
                    case "Path" -> "file";
                    case "URI" -> "address";
                    default -> constants(inner, source);
                };
        return type.startsWith("Optional") ? word + ", may be absent" : word;
    }

    /** The words of an enum of the same module. */
    private static String constants(String name, Path source) {
        var module = root().resolve(root().relativize(source).getName(0)).resolve("src/main/java");
        return under(module)
                .map(ConfigurationPageTest::read)
                .flatMap(text -> Pattern.compile("enum " + name + " \\{([^;}]*)")
                        .matcher(text)
                        .results())
                .findFirst()
                .map(found -> found.group(1).replaceAll("(?s)/\\*.*?\\*/", ""))
                .map(body -> Pattern.compile("[A-Z_]+")
                        .matcher(body)
                        .results()
                        .map(each -> "`" + each.group().toLowerCase(Locale.ROOT).replace('_', '-') + "`")
                        .collect(Collectors.joining(" or ")))
                .orElse(name);
    }

    private static String dashed(String name) {
        return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    private static String marked(String javadoc) {
        return javadoc.replaceAll("(?m)^\\s*\\*", "")
                .replaceAll("\\{@(?:code|link) ((?:[^{}]|\\{[^{}]*})*)}", "`$1`")
                .replaceAll("<p>", "")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static Stream<Path> sources() throws IOException {
        try (var modules = Files.list(root())) {
            return modules
                    .map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList()
                    .stream()
                    .flatMap(ConfigurationPageTest::under);
        }
    }

    private static Stream<Path> under(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path root() {
        var named = System.getProperty("afterhours.root");
        return named == null ? Path.of("..").toAbsolutePath().normalize() : Path.of(named);
    }
}
