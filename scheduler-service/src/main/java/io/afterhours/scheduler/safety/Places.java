package io.afterhours.scheduler.safety;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which folders and files of a host are not a task's own. */
final class Places {
    private static final Set<String> ROOTS = Set.of(
            "var",
            "etc",
            "usr",
            "home",
            "root",
            "opt",
            "srv",
            "mnt",
            "media",
            "boot",
            "lib",
            "lib64",
            "bin",
            "sbin",
            "dev",
            "data",
            "proc",
            "sys",
            "users",
            "library",
            "applications",
            "private",
            "system",
            "volumes",
            "backup",
            "backups",
            "nas");

    private static final List<String> HARMLESS =
            List.of("/tmp", "/var/tmp", "/dev/null", "/dev/stdout", "/dev/stderr", "/dev/shm", "/private/tmp");

    private final List<String> own;
    private final @Nullable String workspace;

    Places(List<String> own, @Nullable String workspace) {
        this.own = own;
        this.workspace = workspace;
    }

    /** Whether a path as it is written leads to something that is not the task's own. */
    boolean isForeign(String path) {
        var plain = stripped(path);
        if (isOwn(plain)) {
            return true;
        }
        if (plain.isEmpty()
                || isBeneath(plain, HARMLESS)
                || (workspace != null && isBeneath(plain, List.of(workspace)))) {
            return false;
        }
        if (plain.startsWith("~") || plain.startsWith("$HOME") || plain.startsWith("${HOME}")) {
            return true;
        }
        if (plain.length() > 2 && plain.charAt(1) == ':' && plain.charAt(2) == '\\') {
            return true;
        }
        return plain.startsWith("/")
                && ROOTS.contains(plain.substring(1).split("[/*]", 2)[0].toLowerCase(java.util.Locale.ROOT));
    }

    /** The same for what a command removes: the root, the folder above and everything here are none of its own, too. */
    boolean isForeignTarget(String path) {
        var plain = stripped(path);
        return isForeign(path)
                || Set.of("/", "/*", "..", ".", "./", "*", "./*", ".git", "/.", "~/")
                        .contains(plain)
                || (plain.startsWith("../") && !plain.contains("node_modules"));
    }

    /** Whether a person named it, or something above it, in the settings. */
    boolean isOwn(String path) {
        return isBeneath(stripped(path), own);
    }

    private static boolean isBeneath(String path, List<String> folders) {
        return folders.stream()
                .map(each -> each.endsWith("/") ? each.substring(0, each.length() - 1) : each)
                .anyMatch(each -> path.equals(each) || path.startsWith(each + "/"));
    }

    private static String stripped(String path) {
        return path.replaceAll("^[\"']+|[\"',.;)]+$", "");
    }
}
