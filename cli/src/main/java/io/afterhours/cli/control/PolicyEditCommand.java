package io.afterhours.cli.control;

import io.afterhours.cli.http.Refused;
import io.afterhours.cli.http.Server;
import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes a policy. */
@Command(
        name = "edit",
        description = "Change a policy in your editor (VISUAL, EDITOR or vi), or take it from a file. It counts as soon"
                + " as it is saved, and not at all if anything in it is wrong.")
public final class PolicyEditCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(paramLabel = "NAME", description = "The policy; with --file, a new one may be named.")
    String name = "";

    @Option(names = "--file", paramLabel = "FILE", description = "Take it from this file; - is standard input.")
    @Nullable String file;

    PolicyEditCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var path = Server.path("api", "policies", name);
        return file == null
                ? edit(path)
                : save(path, PolicyFile.read(invocation, file).jsonLine());
    }

    private int edit(String path) {
        var before = invocation.server().get(path);
        var draft = draft(before.json());
        try {
            invocation.surroundings().desktop().edit(editor(), draft);
            var text = Files.readString(draft);
            if (Doc.parse(text).json().equals(before.json())) {
                Files.delete(draft);
                return invocation.answer(before, screen -> screen.line("Nothing was changed."));
            }
            int exitCode = save(path, text);
            Files.delete(draft);
            return exitCode;
        } catch (Refused e) {
            throw kept(e, draft);
        } catch (IOException e) {
            throw kept(Refused.because("The policy was not saved: " + e.getMessage()), draft);
        }
    }

    private int save(String path, String json) {
        var policy = invocation.server().put(path, json);
        return invocation.answer(policy, screen -> Policies.saved(screen, policy));
    }

    private Refused kept(Refused why, Path draft) {
        return why.with(
                "Your text is in " + draft + "; mend it and call: afterhours policy edit " + name + " --file " + draft);
    }

    private Path draft(String json) {
        try {
            var draft = Files.createTempFile("afterhours-policy-", ".json");
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
