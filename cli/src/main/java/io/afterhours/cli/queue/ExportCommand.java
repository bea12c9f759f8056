package io.afterhours.cli.queue;

import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the queue as Markdown. */
@Command(name = "export", description = "Write the queue as a Markdown file.")
public final class ExportCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(paramLabel = "FILE", description = "The file to write; - is standard output.")
    String file = "-";

    @Option(names = "--force", description = "Replace a file that is there.")
    boolean force;

    ExportCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var markdown = invocation.server().getText("/api/queue/export");
        var report = new LinkedHashMap<String, String>();
        report.put("file", file);
        if (file.equals("-")) {
            report.put("content", markdown);
            return invocation.answer(
                    Doc.of(report), screen -> invocation.surroundings().out().print(markdown));
        }
        var path = invocation.absolute(Path.of(file));
        new MarkdownFile(path).create(markdown, force);
        report.put("file", path.toString());
        return invocation.answer(Doc.of(report), screen -> screen.line("The queue is in " + path));
    }
}
