package io.afterhours.cli.queue;

import io.afterhours.cli.http.Query;
import io.afterhours.cli.http.Refused;
import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Keeps a Markdown file in step. */
@Command(
        name = "sync",
        description = "Keep a Markdown file in step: queue what is new in it, and write state, ETA and cost back."
                + " Everything else in the file stays as it is.")
public final class SyncCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(paramLabel = "FILE", description = "E.g. BUILD_QUEUE.md.")
    Path file = Path.of("");

    SyncCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var path = invocation.absolute(file);
        var markdown = new MarkdownFile(path);
        var before = markdown.read();
        var answer = invocation
                .server()
                .postMarkdown(new Query("/api/queue/sync").with("file", path).toString(), before);
        var after = answer.at("content").raw();
        if (after.isEmpty() && !before.isEmpty()) {
            throw Refused.because("Afterhours sent no content back; " + path + " was left as it is.");
        }
        boolean changed = !after.equals(before);
        if (changed) {
            markdown.replace(before, after);
        }
        return invocation.answer(report(path, changed, answer), screen -> {
            Intake.show(screen, path.toString(), answer, true);
            screen.line(changed ? "The file was brought up to date." : "The file was up to date.");
        });
    }

    private static Doc report(Path path, boolean changed, Doc answer) {
        var report = new LinkedHashMap<String, Object>();
        report.put("file", path.toString());
        report.put("changed", changed);
        report.putAll(answer.fields());
        return Doc.of(report);
    }
}
