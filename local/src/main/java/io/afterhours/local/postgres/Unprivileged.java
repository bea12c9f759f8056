package io.afterhours.local.postgres;

import io.afterhours.local.process.Shell;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a program that refuses to run as root is started by root: in a user namespace, where the files of root belong to
 * nobody and nobody is who it is; or, where namespaces are forbidden (most containers), as the user nobody with the one
 * right of root to reach its files in a folder that is closed to others.
 */
enum Unprivileged {
    AS_IT_IS(List.of()),
    NAMESPACE(List.of("unshare", "-U")),
    NOBODY(List.of(
            "setpriv",
            "--reuid",
            "65534",
            "--regid",
            "65534",
            "--clear-groups",
            "--inh-caps",
            "+dac_override",
            "--ambient-caps",
            "+dac_override"));

    private final List<String> prefix;

    Unprivileged(List<String> prefix) {
        this.prefix = prefix;
    }

    List<String> prefix() {
        return prefix;
    }

    /** What this process needs. */
    static Unprivileged here() {
        if (!isRoot()) {
            return AS_IT_IS;
        }
        if (Shell.succeeds(List.of("unshare", "-U", "true"))) {
            return NAMESPACE;
        }
        if (Shell.succeeds(NOBODY.with("true"))) {
            return NOBODY;
        }
        throw new IllegalStateException("PostgreSQL does not run as root, and neither `unshare -U` nor `setpriv` may"
                + " change that here. Run afterhours as another user.");
    }

    /** Hands the folder to the user that the program runs as. */
    void own(Path folder) {
        if (this == NOBODY) {
            Shell.run(List.of("chown", "-R", "65534:65534", folder.toString()));
        }
    }

    private List<String> with(String command) {
        var all = new ArrayList<>(prefix);
        all.add(command);
        return all;
    }

    private static boolean isRoot() {
        return Shell.output(List.of("id", "-u")).equals("0");
    }
}
