package io.afterhours.local;

import io.afterhours.local.suite.Containers;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Writes keys, credentials, settings and roles for containers, one folder for each. */
@Command(
        name = "provision",
        description = "Writes what containers need into DIR: one folder for each, keys and passwords made once.",
        mixinStandardHelpOptions = true)
final class ProvisionCommand implements Callable<Integer> {
    @Parameters(paramLabel = "DIR", description = "Folder that holds the containers' folders.")
    Path out = Path.of("");

    @Override
    public Integer call() {
        new Containers(out, InstantSource.system()).provision();
        System.out.println("Provisioned " + out);
        return 0;
    }
}
