package io.afterhours.cli.control;

import io.afterhours.cli.http.Refused;
import io.afterhours.cli.http.Server;
import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Changes a policy, once the person has seen what the change would do. */
@Command(
        name = "edit",
        description = "Change a policy in your editor (VISUAL, EDITOR or vi), or take it from a file. You see what it"
                + " would do to the queue and to the week, and are asked. It counts as soon as it is saved, and not at"
                + " all if anything in it is wrong.")
public final class PolicyEditCommand implements Callable<Integer> {
    private final Invocation invocation;

    @Parameters(paramLabel = "NAME", description = "The policy; with --file, a new one may be named.")
    String name = "";

    @Option(names = "--file", paramLabel = "FILE", description = "Take it from this file; - is standard input.")
    @Nullable String file;

    @Option(names = "--yes", description = "Save it without asking; needed where there is no terminal to ask at.")
    boolean yes;

    PolicyEditCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        return file == null
                ? new Editing(invocation, "policy", "afterhours policy edit " + name)
                        .edit(invocation.server().get(path()), this::change)
                : change(Policies.file(invocation, file).jsonLine());
    }

    private int change(String json) {
        if (!yes) {
            agree(json);
        }
        var policy = invocation.server().put(path(), json);
        return invocation.answer(policy, screen -> Policies.saved(screen, policy));
    }

    /** Shows what it would do; throws unless the person says yes to it. */
    private void agree(String json) {
        var preview = invocation.server().post(path("preview"), document(json));
        if (invocation.isJson() || !invocation.surroundings().terminal()) {
            invocation.answer(preview, screen -> effect(preview));
            throw Refused.because(
                    "Policy " + name + " was not saved: there is no terminal to ask at.",
                    "If it is as you mean it, call it again with --yes.");
        }
        effect(preview);
        if (!invocation.confirms("Save policy " + name + "?")) {
            throw Refused.because("Policy " + name + " was not saved.");
        }
    }

    private void effect(Doc preview) {
        Previews.show(invocation.screen(), preview);
        WeekPicture.of(Policies.week(invocation, name), preview.at("week")).show(invocation.screen());
    }

    private static Doc document(String json) {
        try {
            return Doc.parse(json);
        } catch (IOException e) {
            throw Refused.wrongUsage("The policy is not JSON: " + e.getMessage());
        }
    }

    private String path(String... more) {
        return Server.path(Stream.concat(Stream.of("api", "policies", name), Stream.of(more))
                .toArray(String[]::new));
    }
}
