package io.afterhours.cli.control;

import io.afterhours.cli.http.Query;
import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Changes the retry ladder. */
@Command(
        name = "edit",
        description =
                "Change the retry ladder in your editor (VISUAL, EDITOR or vi), or take it from a file. It counts at"
                        + " the next failure, and not at all if anything in it is wrong.")
public final class LadderEditCommand implements Callable<Integer> {
    private static final String PATH = "/api/ladder";

    private final Invocation invocation;

    @Option(names = "--file", paramLabel = "FILE", description = "Take it from this file; - is standard input.")
    @Nullable String file;

    @Option(names = "--note", paramLabel = "TEXT", description = "Why, for its history.")
    @Nullable String note;

    LadderEditCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        return file == null
                ? new Editing(invocation, "ladder", "afterhours ladder edit")
                        .edit(document(invocation.server().get(PATH)), this::save)
                : save(DocumentFile.read(invocation, file, "a ladder, a JSON object with \"rungs\"")
                        .jsonLine());
    }

    /** What of the answer is the ladder; the rest is what is known of it. */
    private static Doc document(Doc answer) {
        var fields = new LinkedHashMap<String, Doc>();
        fields.put("rungs", answer.at("rungs"));
        fields.put("classes", answer.at("classes"));
        return Doc.of(fields);
    }

    private int save(String json) {
        var ladder = invocation.server().put(new Query(PATH).with("note", note).toString(), json);
        return invocation.answer(ladder, screen -> Ladders.show(screen, ladder));
    }
}
