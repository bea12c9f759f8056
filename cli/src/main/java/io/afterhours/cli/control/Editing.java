package io.afterhours.cli.control;

import io.afterhours.cli.http.Refused;
import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/**
 * A document changed in the person's editor. What was refused is kept in a file, so that nothing is typed twice.
 *
 * @param what the document is, such as policy
 * @param again the command that saves it from a file, without the file
 */
record Editing(Invocation invocation, String what, String again) {
    /**
     * Opens the editor.
     *
     * @param save sends the text and answers with the exit code; not called where nothing was changed
     */
    int edit(Doc before, ToIntFunction<String> save) {
        var draft = draft(before.json());
        try {
            invocation.surroundings().desktop().edit(editor(), draft);
            var text = Files.readString(draft);
            if (Doc.parse(text).json().equals(before.json())) {
                Files.delete(draft);
                return invocation.answer(before, screen -> screen.line("Nothing was changed."));
            }
            int exitCode = save.applyAsInt(text);
            Files.delete(draft);
            return exitCode;
        } catch (Refused e) {
            throw kept(e, draft);
        } catch (IOException e) {
            throw kept(Refused.because("The " + what + " was not saved: " + e.getMessage()), draft);
        }
    }

    private Refused kept(Refused why, Path draft) {
        return why.with("Your text is in " + draft + "; mend it and call: " + again + " --file " + draft);
    }

    private Path draft(String json) {
        try {
            var draft = Files.createTempFile("afterhours-" + what + "-", ".json");
            return Files.writeString(draft, json + "\n");
        } catch (IOException e) {
            throw Refused.because("Cannot write a draft: " + e.getMessage());
        }
    }

    private String editor() {
        return Stream.of("VISUAL", "EDITOR")
                .map(invocation.surroundings()::variable)
                .filter(each -> !each.isBlank())
                .findFirst()
                .orElse("vi");
    }
}
