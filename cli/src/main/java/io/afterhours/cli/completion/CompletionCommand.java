package io.afterhours.cli.completion;

import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import java.util.LinkedHashMap;
import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes what a shell needs to complete commands. */
@Command(
        name = "completion",
        description = "Print what your shell needs to complete commands and options.",
        footer = {
            "",
            "Examples:",
            "  source <(afterhours completion bash)     # in ~/.bashrc; the same with zsh in ~/.zshrc",
            "  afterhours completion fish > ~/.config/fish/completions/afterhours.fish"
        })
public final class CompletionCommand implements Callable<Integer> {
    private final Invocation invocation;

    /** A shell that can complete. */
    enum Shell {
        bash,
        zsh,
        fish
    }

    @Parameters(paramLabel = "SHELL", description = "bash, zsh or fish.")
    Shell shell = Shell.bash;

    @Spec
    CommandSpec spec = CommandSpec.create();

    CompletionCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public Integer call() {
        var root = spec.root();
        var script = switch (shell) {
            case bash, zsh -> AutoComplete.bash(root.name(), root.commandLine());
            case fish -> FishScript.of(root);
        };
        var report = new LinkedHashMap<String, String>();
        report.put("shell", shell.name());
        report.put("script", script);
        return invocation.answer(Doc.of(report), screen -> screen.line(script.stripTrailing()));
    }
}
