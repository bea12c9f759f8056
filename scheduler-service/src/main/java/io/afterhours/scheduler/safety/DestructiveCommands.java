package io.afterhours.scheduler.safety;

/** Which commands destroy something that may be hard to get back. */
record DestructiveCommands(Places places) {
    boolean holds(String name, Arguments arguments) {
        return switch (name) {
            case "rm", "rmdir", "rd", "del", "Remove-Item", "shred", "unlink", "srm", "chown", "chmod" ->
                arguments.has("--no-preserve-root")
                        || ((!name.startsWith("ch") || arguments.has("-R", "--recursive"))
                                && arguments.targets().stream().anyMatch(places::isForeignTarget));
            case "find" ->
                (arguments.has("-delete") || arguments.has("rm"))
                        && !arguments.words().isEmpty()
                        && places.isForeignTarget(arguments.words().getFirst())
                        && !arguments.words().getFirst().equals(".");
            case "dd" ->
                arguments.words().stream()
                        .anyMatch(each -> each.startsWith("of=/dev/") && !each.startsWith("of=/dev/null"));
            case "wipefs", "fdisk", "parted", "sgdisk", "mkswap", "blkdiscard", "hdparm" ->
                arguments.words().stream().anyMatch(each -> each.startsWith("/dev/"));
            case "git" -> rewrites(arguments);
            case "terraform", "tofu", "terragrunt", "pulumi", "cdk", "serverless", "sls", "ansible-playbook" ->
                arguments.has("destroy", "apply", "down", "remove", "up", "taint") || name.equals("ansible-playbook");
            case "kubectl", "oc", "helm" ->
                arguments.has("delete", "uninstall", "drain", "rollback", "replace", "--prune", "--replicas=0");
            case "docker", "podman", "docker-compose", "docker compose" ->
                arguments.has("prune")
                        || (arguments.has("volume") && arguments.has("rm"))
                        || (arguments.has("down") && arguments.has("-v", "--volumes"));
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
                arguments.words().stream()
                        .anyMatch(
                                each -> each.matches(
                                        "(?:rm|rb|purge|destroy|del|--delete|(?:delete|terminate|deregister)(?:-.+)?|.+:(?:destroy|reset|delete))"));
            case "redis-cli" -> arguments.words().stream().anyMatch(each -> each.matches("(?i)flush(?:all|db)"));
            case "dropdb", "dropuser", "userdel", "deluser", "mkfs", "killall5" ->
                !arguments.words().isEmpty();
            case "apt", "apt-get", "yum", "dnf", "pacman", "brew", "snap", "zypper" ->
                arguments.has("remove", "purge", "autoremove", "uninstall", "erase");
            case "mv" -> arguments.targets().stream().anyMatch(places::isForeign);
            case "mysqladmin" -> arguments.has("drop");
            case "gh" -> arguments.has("delete", "archive");
            case "ufw" -> arguments.has("disable", "reset");
            case "iptables", "nft" -> arguments.has("-F", "flush");
            case "crontab" -> arguments.has("-r");
            case "shutdown", "poweroff", "reboot", "halt" ->
                arguments.words().stream().anyMatch(each -> each.startsWith("-") || each.equals("now"));
            case "npm", "yarn", "pnpm" -> arguments.has("unpublish");
            case "rsync" ->
                arguments.has("--delete")
                        && arguments.words().stream().anyMatch(each -> each.contains(":") || places.isForeign(each));
            default -> name.startsWith("mkfs.");
        };
    }

    /** What others may have of a repository, and what was there before. */
    private static boolean rewrites(Arguments arguments) {
        if (arguments.has("push")) {
            return arguments.has("--force", "-f", "--force-with-lease", "--mirror", "--delete", "-d")
                    || arguments.words().stream().anyMatch(each -> each.matches("[+:]\\w.*"));
        }
        if (arguments.has("reset") && arguments.has("--hard")) {
            return arguments.words().stream()
                    .anyMatch(each -> each.contains("~") || each.contains("^") || each.contains("/"));
        }
        return arguments.has("filter-branch", "filter-repo")
                || (arguments.has("reflog") && arguments.has("expire"))
                || (arguments.has("branch") && arguments.has("-D") && arguments.has("main", "master"));
    }
}
