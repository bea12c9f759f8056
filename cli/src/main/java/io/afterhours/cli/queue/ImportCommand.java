package io.afterhours.cli.queue;

import io.afterhours.cli.http.Query;
import io.afterhours.cli.http.Refused;
import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Queues what Markdown files list. */
@Command(
        name = "import",
        description = "Queue the builds that Markdown files list; what is queued already stays one build. Every line"
                + " that could not be read is named, and so is a file without an item.")
public final class ImportCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(arity = "1..*", paramLabel = "FILE", description = "E.g. BUILD_QUEUE.md.")
    List<Path> files = List.of();

    @Option(names = "--dry-run", description = "Only say what would be queued.")
    boolean dryRun;

    ImportCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var texts = new LinkedHashMap<Path, String>();
        for (var file : files) {
            var path = invocation.absolute(file);
            texts.put(path, new MarkdownFile(path).read());
        }
        var reports = new ArrayList<Doc>();
        texts.forEach((path, text) -> reports.add(report(path, text)));
        var some = reports.stream().filter(each -> !Intake.isEmpty(each)).toList();
        int done = invocation.answer(
                Doc.of(Map.of("files", Doc.of(reports))),
                screen -> some.forEach(each -> Intake.show(screen, each.text("file"), each, !dryRun)));
        if (some.size() < reports.size()) {
            throw Refused.because(
                    "No item was found in "
                            + reports.stream()
                                    .filter(Intake::isEmpty)
                                    .map(each -> each.text("file"))
                                    .collect(Collectors.joining(", "))
                            + ".",
                    "An item is a line such as: - [ ] Build landing page - Priority: High");
        }
        return done;
    }

    private Doc report(Path path, String text) {
        var answer = invocation
                .server()
                .postMarkdown(
                        new Query("/api/queue/import")
                                .with("file", path)
                                .with("apply", !dryRun)
                                .toString(),
                        text);
        if (answer.isMissing()) {
            throw Refused.because("Afterhours did not say what it made of " + path + ".");
        }
        var report = new LinkedHashMap<String, Doc>();
        report.put("file", Doc.ofText(path.toString()));
        report.putAll(answer.fields());
        return Doc.of(report);
    }
}
