package io.afterhours.foundation.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps the paths of docs/reference/http.md true; it reads the sources of all modules, because no module sees all of them. */
class HttpPageTest {
    private static final Pattern VERB = Pattern.compile("^@(GET|POST|PUT|DELETE|PATCH)$");
    private static final Pattern PATH = Pattern.compile("^@Path\\(\"([^\"]+)\"\\)$");
    private static final Pattern ROUTE =
            Pattern.compile("\\.route\\(\\s*HttpMethod\\.([A-Z]+),\\s*\"(/api/[^\"]+)\"\\)");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `((?:GET|POST|PUT|DELETE|PATCH) [^`]+)` \\|");

    /** What the gateway knows under another name than the service behind it. */
    private static final Set<String> AT_THE_GATEWAY = Set.of(
            "GET /api/builds/{id}/log",
            "POST /api/quarantine/{service}/{id}/replay",
            "DELETE /api/quarantine/{service}/{id}");

    @Test
    void the_page_lists_every_path_and_no_other() throws IOException {
        var page = Files.readString(root().resolve("docs/reference/http.md"));
        var listed =
                ROW.matcher(page).results().map(row -> row.group(1)).collect(Collectors.toCollection(TreeSet::new));

        assertThat(listed).isEqualTo(served());
    }

    private static Set<String> served() throws IOException {
        var paths = new TreeSet<>(AT_THE_GATEWAY);
        try (var modules = Files.list(root())) {
            for (var module : modules.map(each -> each.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .toList()) {
                try (var files = Files.walk(module)) {
                    files.filter(file -> file.toString().endsWith(".java"))
                            .forEach(file -> paths.addAll(served(read(file))));
                }
            }
        }
        return paths;
    }

    /** The verbs and paths of a resource: annotations stand in blocks, the first with a path and no verb is the class's. */
    private static List<String> served(String source) {
        var paths = new ArrayList<String>();
        var base = "";
        for (var block : blocks(source)) {
            var verb = first(VERB, block);
            var path = first(PATH, block);
            if (verb.isEmpty() && !path.isEmpty() && base.isEmpty()) {
                base = path;
            } else if (!verb.isEmpty()) {
                paths.add(verb + " " + (base + path).replaceAll("\\{(\\w+):[^}]*}", "{$1}"));
            }
        }
        ROUTE.matcher(source)
                .results()
                .map(route -> route.group(1) + " " + route.group(2))
                .forEach(paths::add);
        return paths;
    }

    private static List<List<String>> blocks(String source) {
        var blocks = new ArrayList<List<String>>();
        var block = new ArrayList<String>();
        for (var line : source.lines().map(String::strip).toList()) {
            if (line.startsWith("@")) {
                block.add(line);
            } else if (!block.isEmpty()) {
                blocks.add(List.copyOf(block));
                block.clear();
            }
        }
        return blocks;
    }

    private static String first(Pattern wanted, List<String> lines) {
        return lines.stream()
                .map(wanted::matcher)
                .flatMap(matcher -> matcher.matches() ? Stream.of(matcher.group(1)) : Stream.empty())
                .findFirst()
                .orElse("");
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
