package io.afterhours.scheduler.safety;

import static io.afterhours.scheduler.safety.SafetyCheck.DESTRUCTIVE;
import static io.afterhours.scheduler.safety.SafetyCheck.EXTERNAL;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Judges a command by its name and arguments. */
final class CommandRules {
    private static final Set<String> PREFIXES =
            Set.of("sudo", "env", "time", "nohup", "xargs", "exec", "command", "doas", "then", "do", "else");
    private static final Pattern ASSIGNMENT = Pattern.compile("\\w+=.*");
    private static final Pattern LOCAL = Pattern.compile(
            "(?i)(?:https?://)?(?:localhost|127\\.|0\\.0\\.0\\.0|\\[?::1|host\\.docker\\.internal|[\\w-]+\\.local\\b|\\$).*");
    private static final Set<String> SENDING = Set.of(
            "-d",
            "--data",
            "--data-raw",
            "--data-binary",
            "--data-urlencode",
            "--json",
            "-F",
            "--form",
            "-T",
            "--upload-file",
            "--post-data",
            "--post-file");

    private final Places places;

    CommandRules(Places places) {
        this.places = places;
    }

    /** What a command does that the person is to be asked about. */
    Optional<Finding> judge(List<String> words) {
        var command = stripped(words);
        if (command.isEmpty()) {
            return Optional.empty();
        }
        var name = nameOf(command.getFirst());
        var arguments = command.subList(1, command.size());
        return check(name, arguments).map(check -> new Finding(check, shown(command)));
    }

    private Optional<SafetyCheck> check(String name, List<String> arguments) {
        if (destroys(name, arguments)) {
            return Optional.of(DESTRUCTIVE);
        }
        return publishes(name, arguments) ? Optional.of(EXTERNAL) : Optional.empty();
    }

    private boolean destroys(String name, List<String> arguments) {
        return switch (name) {
            case "rm", "rmdir", "rd", "del", "Remove-Item", "shred", "unlink", "srm", "chown", "chmod" ->
                has(arguments, "--no-preserve-root")
                        || ((!name.startsWith("ch") || has(arguments, "-R", "--recursive"))
                                && targets(arguments).stream().anyMatch(places::isForeignTarget));
            case "find" ->
                (has(arguments, "-delete") || has(arguments, "rm"))
                        && !arguments.isEmpty()
                        && places.isForeignTarget(arguments.getFirst())
                        && !arguments.getFirst().equals(".");
            case "dd" ->
                arguments.stream().anyMatch(each -> each.startsWith("of=/dev/") && !each.startsWith("of=/dev/null"));
            case "wipefs", "fdisk", "parted", "sgdisk", "mkswap", "blkdiscard", "hdparm" ->
                arguments.stream().anyMatch(each -> each.startsWith("/dev/"));
            case "git" -> rewrites(arguments);
            case "terraform", "tofu", "terragrunt", "pulumi", "cdk", "serverless", "sls", "ansible-playbook" ->
                has(arguments, "destroy", "apply", "down", "remove", "up", "taint") || name.equals("ansible-playbook");
            case "kubectl", "oc", "helm" ->
                has(arguments, "delete", "uninstall", "drain", "rollback", "replace", "--prune", "--replicas=0");
            case "docker", "podman", "docker-compose", "docker compose" ->
                has(arguments, "prune")
                        || (has(arguments, "volume") && has(arguments, "rm"))
                        || (has(arguments, "down") && has(arguments, "-v", "--volumes"));
            case "aws",
                    "gcloud",
                    "az",
                    "doctl",
                    "hcloud",
                    "s3cmd",
                    "gsutil",
                    "mc",
                    "rclone",
                    "heroku",
                    "flyctl",
                    "fly" ->
                arguments.stream()
                        .anyMatch(
                                each -> each.matches(
                                        "(?:rm|rb|purge|destroy|del|--delete|(?:delete|terminate|deregister)(?:-.+)?|.+:(?:destroy|reset|delete))"));
            case "redis-cli" -> arguments.stream().anyMatch(each -> each.matches("(?i)flush(?:all|db)"));
            case "dropdb", "dropuser", "userdel", "deluser", "mkfs", "killall5" -> !arguments.isEmpty();
            case "apt", "apt-get", "yum", "dnf", "pacman", "brew", "snap", "zypper" ->
                has(arguments, "remove", "purge", "autoremove", "uninstall", "erase");
            case "mv" -> targets(arguments).stream().anyMatch(places::isForeign);
            case "mysqladmin" -> has(arguments, "drop");
            case "gh" -> has(arguments, "delete", "archive");
            case "ufw" -> has(arguments, "disable", "reset");
            case "iptables", "nft" -> has(arguments, "-F", "flush");
            case "crontab" -> has(arguments, "-r");
            case "shutdown", "poweroff", "reboot", "halt" ->
                arguments.stream().anyMatch(each -> each.startsWith("-") || each.equals("now"));
            case "npm", "yarn", "pnpm" -> has(arguments, "unpublish");
            case "rsync" ->
                has(arguments, "--delete")
                        && arguments.stream().anyMatch(each -> each.contains(":") || places.isForeign(each));
            default -> name.startsWith("mkfs.");
        };
    }

    private static boolean rewrites(List<String> arguments) {
        if (has(arguments, "push")) {
            return has(arguments, "--force", "-f", "--force-with-lease", "--mirror", "--delete", "-d")
                    || arguments.stream().anyMatch(each -> each.matches("[+:]\\w.*"));
        }
        if (has(arguments, "reset") && has(arguments, "--hard")) {
            return arguments.stream().anyMatch(each -> each.contains("~") || each.contains("^") || each.contains("/"));
        }
        return has(arguments, "filter-branch", "filter-repo")
                || (has(arguments, "reflog") && has(arguments, "expire"))
                || (has(arguments, "branch") && has(arguments, "-D") && has(arguments, "main", "master"));
    }

    private static boolean publishes(String name, List<String> arguments) {
        return switch (name) {
            case "npm", "yarn", "pnpm", "cargo", "poetry", "uv", "vsce", "lerna", "flutter", "hatch", "flit", "ovsx" ->
                has(arguments, "publish", "deprecate", "yank");
            case "mvn", "mvnw" -> has(arguments, "deploy", "release:perform");
            case "gradle", "gradlew" ->
                arguments.stream().anyMatch(each -> each.startsWith("publish") && !each.contains("Local"));
            case "twine" -> has(arguments, "upload");
            case "gem", "docker", "podman", "helm", "dotnet" -> has(arguments, "push");
            case "gh" ->
                has(arguments, "release", "issue", "comment")
                        && has(arguments, "create", "comment", "close", "edit", "upload");
            case "mail", "mailx", "mutt", "swaks", "sendmail", "msmtp" ->
                has(arguments, "-s", "-t", "--to") || arguments.stream().anyMatch(each -> each.contains("@"));
            case "curl", "wget", "http", "https" -> sends(arguments);
            case "vercel", "netlify", "heroku", "fly", "flyctl", "firebase", "wrangler", "surge", "eas" ->
                has(arguments, "deploy", "--prod", "--production", "submit", "publish");
            case "tweet", "toot", "stripe", "twilio" -> !arguments.isEmpty();
            default -> false;
        };
    }

    private static boolean sends(List<String> arguments) {
        var method = false;
        for (int i = 0; i < arguments.size(); i++) {
            var each = arguments.get(i);
            method |= SENDING.contains(each) || each.matches("(?:-X|--request=|--method=)?(?:POST|PUT|PATCH|DELETE)");
        }
        return method
                && arguments.stream()
                        .anyMatch(each ->
                                each.contains("://") && !LOCAL.matcher(each).matches());
    }

    private static List<String> targets(List<String> arguments) {
        var targets = new ArrayList<String>();
        for (var each : arguments) {
            if (each.matches("and|then|because|so|from|to|und|dann|for|in|before|when")) {
                break;
            }
            if (!each.startsWith("-") && !each.isBlank()) {
                targets.add(each);
            }
        }
        return targets;
    }

    private static boolean has(List<String> arguments, String... wanted) {
        for (var each : wanted) {
            if (arguments.contains(each)) {
                return true;
            }
        }
        return false;
    }

    private static List<String> stripped(List<String> words) {
        var from = 0;
        while (from < words.size()
                && (PREFIXES.contains(words.get(from))
                        || ASSIGNMENT.matcher(words.get(from)).matches()
                        || words.get(from).matches("[({]+"))) {
            from++;
        }
        return words.subList(from, words.size());
    }

    private static String nameOf(String word) {
        return word.contains("/") ? word.substring(word.lastIndexOf('/') + 1) : word;
    }

    private static List<String> shown(List<String> command) {
        return command.stream().limit(8).toList();
    }
}
