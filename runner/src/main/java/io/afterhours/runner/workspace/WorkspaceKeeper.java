package io.afterhours.runner.workspace;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Makes the workplace of each attempt, and takes in what was done there. */
public final class WorkspaceKeeper {
    private static final Logger LOG = Logger.getLogger(WorkspaceKeeper.class);

    /** A line of {@code git diff --raw} that adds a commit in place of a file. */
    private static final Pattern REPOSITORY_ADDED = Pattern.compile("^:000000 160000 ");

    private final Path root;
    private final MergeRule rule;
    private final FolderRemover remover;

    /** git's worktree and merge commands are run one at a time per repository. */
    private final Map<Path, ReentrantLock> locks = new ConcurrentHashMap<>();

    /** @param root the folder that holds the attempts' own folders */
    public WorkspaceKeeper(Path root, MergeRule rule) throws IOException {
        Files.createDirectories(root);
        this.root = root.toRealPath();
        this.rule = rule;
        this.remover = new FolderRemover(this.root);
    }

    /**
     * Makes the workplace.
     *
     * @param own the attempt's own folder below the root; exists
     * @param branch the branch to make where the workspace is a repository
     */
    public Workplace prepare(@Nullable String workspace, Path own, String branch) throws IOException, WorkspaceRefused {
        if (workspace == null || workspace.isBlank()) {
            return new Workplace.Scratch(Files.createDirectories(own.resolve("scratch")));
        }
        var directory = existing(workspace);
        if (!insideRepository(directory)) {
            return new Workplace.Plain(directory);
        }
        return worktree(directory, own.resolve("tree"), branch).orElseGet(() -> new Workplace.Plain(directory));
    }

    /** What an agent's git needs where the host has no identity of its own for commits. */
    public Map<String, String> identity(Workplace workplace) throws IOException {
        if (!(workplace instanceof Workplace.Worktree worktree)) {
            return Map.of();
        }
        var email = new Git(worktree.tree()).ask("config", "--get", "user.email");
        if (email.ok() && !email.out().isBlank()) {
            return Map.of();
        }
        var identity = new HashMap<String, String>();
        for (var role : List.of("AUTHOR", "COMMITTER")) {
            identity.put("GIT_" + role + "_NAME", "Afterhours");
            identity.put("GIT_" + role + "_EMAIL", "afterhours@localhost");
        }
        return Map.copyOf(identity);
    }

    /**
     * Commits what the agent did not, so that what is verified is what is kept; finds the commits since the start. Nothing of the
     * agent may run any more.
     *
     * @throws IOException when that cannot be done; what the agent left is as it was then, and is to be kept
     */
    public Harvest harvest(Workplace workplace, String title) throws IOException {
        if (!(workplace instanceof Workplace.Worktree worktree)) {
            return Harvest.NONE;
        }
        if (!Files.isDirectory(worktree.tree())) {
            return found(new Git(worktree.repository()), worktree, "refs/heads/" + worktree.branch());
        }
        var git = new Git(worktree.tree());
        unlock(git, worktree);
        if (!git.run("status", "--porcelain").isEmpty()) {
            git.run("add", "--all");
            git.run("commit", "--quiet", "--no-verify", "--allow-empty-message", "-m", title);
        }
        var harvest = found(git, worktree, "HEAD");
        refuseRepositoriesWithin(git, worktree);
        return harvest.branch() == null ? harvest : new Harvest(harvest.commits(), onBranch(git, worktree), null);
    }

    private static Harvest found(Git git, Workplace.Worktree worktree, String end) throws IOException {
        var commits = git.run("rev-list", "--reverse", "--max-count=200", worktree.base() + ".." + end)
                .lines()
                .toList();
        return commits.isEmpty() ? Harvest.NONE : new Harvest(commits, worktree.branch(), null);
    }

    /**
     * Removes the locks of a git that was killed; whoever held them is gone. An agent may have put another repository in the worktree's
     * place, or none: git would then take the one that it finds above, which is not ours to commit to.
     */
    private static void unlock(Git git, Workplace.Worktree worktree) throws IOException {
        var common = worktree.repository()
                .resolve(new Git(worktree.repository()).run("rev-parse", "--git-common-dir"))
                .toRealPath();
        var own = git.ask("rev-parse", "--absolute-git-dir");
        if (!own.ok() || !Path.of(own.out()).toRealPath().startsWith(common.resolve("worktrees"))) {
            throw new IOException("it is no worktree of " + worktree.repository() + " any more");
        }
        Files.deleteIfExists(Path.of(own.out(), "index.lock"));
        Files.deleteIfExists(Path.of(own.out(), "HEAD.lock"));
        Files.deleteIfExists(common.resolve("refs/heads/" + worktree.branch() + ".lock"));
    }

    /** Of a repository within a repository, git commits the name of a commit and none of its files: they would go with the worktree. */
    private static void refuseRepositoriesWithin(Git git, Workplace.Worktree worktree) throws IOException {
        if (Files.exists(worktree.tree().resolve(".gitmodules"))) {
            return;
        }
        var within = git.run(
                line -> REPOSITORY_ADDED.matcher(line).find(),
                "diff",
                "--raw",
                "--no-renames",
                worktree.base(),
                "HEAD");
        var first = within.lines().findFirst();
        if (first.isPresent()) {
            var name = first.get().substring(first.get().indexOf('\t') + 1);
            throw new IOException(
                    name + " is a git repository of its own, whose files cannot be committed with the rest");
        }
    }

    /** Brings the work of a successful attempt into the person's branch, if the rule says so and nothing is in the way. */
    public Harvest merge(Workplace workplace, Harvest harvest, String title) {
        var branch = harvest.branch();
        if (!(workplace instanceof Workplace.Worktree worktree) || branch == null) {
            return harvest;
        }
        if (rule == MergeRule.NEVER) {
            return harvest.withNote("The work is on branch " + branch + ".");
        }
        try {
            return locked(worktree.repository(), () -> harvest.withNote(merged(worktree.repository(), branch, title)));
        } catch (IOException e) {
            return harvest.withNote("The work is on branch " + branch + " and was not merged: " + e.getMessage());
        }
    }

    private static String merged(Path repository, String branch, String title) throws IOException {
        var git = new Git(repository);
        var kept = "The work is on branch " + branch + " and was not merged";
        var target = git.ask("symbolic-ref", "--short", "--quiet", "HEAD");
        if (!target.ok()) {
            return kept + ", because the workspace has no branch checked out.";
        }
        if (isMerging(git)) {
            return kept + ", because a merge is under way in the workspace.";
        }
        if (git.ask("merge", "--ff-only", "--quiet", branch).ok()) {
            return "Merged into " + target.out() + ".";
        }
        var merge = git.ask("merge", "--no-ff", "-m", "Merge " + branch + ": " + title, branch);
        if (merge.ok()) {
            return "Merged into " + target.out() + ".";
        }
        if (isMerging(git)) {
            git.run("merge", "--abort");
        }
        return kept + " into " + target.out() + ": " + reason(merge);
    }

    private static boolean isMerging(Git git) throws IOException {
        return git.ask("rev-parse", "--verify", "--quiet", "MERGE_HEAD").ok();
    }

    private static String reason(Git.Answer merge) {
        return merge.lines().stream()
                .filter(line -> line.startsWith("CONFLICT"))
                .findFirst()
                .orElseGet(() -> firstLine(merge));
    }

    /** Removes the worktree, and the branch where nothing happened on it; a scratch folder stays until it is old. */
    public void release(Workplace workplace, Harvest harvest) {
        if (!(workplace instanceof Workplace.Worktree worktree)) {
            return;
        }
        try {
            locked(worktree.repository(), () -> {
                var git = new Git(worktree.repository());
                remover.remove(worktree.tree());
                git.run("worktree", "prune");
                if (harvest.branch() == null) {
                    // Only where it still is at the commit that it began with: an agent may have committed more than
                    // was found.
                    git.ask("update-ref", "-d", "refs/heads/" + worktree.branch(), worktree.base());
                }
                return harvest;
            });
        } catch (IOException e) {
            LOG.warnf("The worktree %s could not be removed: %s", worktree.tree(), e.getMessage());
        }
    }

    /** Removes an attempt's own folder with everything in it, its worktree included. */
    public void discard(Path own) throws IOException {
        remover.remove(own);
    }

    private Optional<Workplace> worktree(Path directory, Path tree, String wanted)
            throws IOException, WorkspaceRefused {
        var git = new Git(directory);
        var answer = git.ask("rev-parse", "--is-inside-work-tree", "--show-toplevel", "--show-prefix");
        if (!answer.ok() || !answer.out().startsWith("true")) {
            throw new WorkspaceRefused("git does not accept the workspace " + directory + ": "
                    + (answer.ok() ? "it is a repository without files" : firstLine(answer)));
        }
        var lines = answer.lines();
        var repository = Path.of(lines.get(1));
        var prefix = lines.size() > 2 ? lines.get(2) : "";
        var head = git.ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}");
        if (!head.ok()
                || (!prefix.isEmpty()
                        && !git.ask("cat-file", "-e", head.out() + ":" + prefix).ok())) {
            // Nothing is committed yet that a worktree could show.
            return Optional.empty();
        }
        return Optional.of(locked(repository, () -> {
            git.run("worktree", "prune");
            var branch = free(git, wanted);
            git.run("worktree", "add", "--quiet", "--no-track", "-b", branch, tree.toString(), head.out());
            return new Workplace.Worktree(repository, tree, tree.resolve(prefix), branch, head.out());
        }));
    }

    /** The branch as wanted, or with a number where an earlier life of the suite already made one of that name. */
    private static String free(Git git, String wanted) throws IOException {
        var name = wanted;
        for (int n = 2;
                git.ask("show-ref", "--verify", "--quiet", "refs/heads/" + name).ok();
                n++) {
            name = wanted + "." + n;
        }
        return name;
    }

    /** An agent may have switched branches or detached HEAD; its work is put on the branch that was made for it. */
    private static String onBranch(Git git, Workplace.Worktree worktree) throws IOException {
        if (!git.ask("symbolic-ref", "--quiet", "HEAD").out().equals("refs/heads/" + worktree.branch())) {
            git.run("branch", "--force", worktree.branch(), "HEAD");
        }
        return worktree.branch();
    }

    private static Path existing(String workspace) throws IOException, WorkspaceRefused {
        var path = Path.of(workspace);
        if (!path.isAbsolute()) {
            throw new WorkspaceRefused("The workspace " + workspace + " must be an absolute path.");
        }
        if (!Files.isDirectory(path)) {
            throw new WorkspaceRefused(
                    "The workspace " + workspace + " is not a folder on this runner's host. Make it, and"
                            + " answer retry; or drop the build and add it with another workspace.");
        }
        return path.toRealPath();
    }

    /** Told without starting git: a plain folder costs nothing. */
    private static boolean insideRepository(Path directory) {
        for (Path at = directory; at != null; at = at.getParent()) {
            if (Files.exists(at.resolve(".git"), LinkOption.NOFOLLOW_LINKS) || isBare(at)) {
                return true;
            }
        }
        return false;
    }

    /** By what git itself goes by. */
    private static boolean isBare(Path directory) {
        return Files.isRegularFile(directory.resolve("HEAD"))
                && Files.isDirectory(directory.resolve("objects"))
                && Files.isDirectory(directory.resolve("refs"));
    }

    private static String firstLine(Git.Answer answer) {
        var text = answer.complaint().isEmpty() ? answer.out() : answer.complaint();
        return text.lines().findFirst().orElse("git gave no reason");
    }

    @FunctionalInterface
    private interface Step<T> {
        T run() throws IOException;
    }

    private <T> T locked(Path repository, Step<T> step) throws IOException {
        var lock = locks.computeIfAbsent(repository, path -> new ReentrantLock());
        lock.lock();
        try {
            return step.run();
        } finally {
            lock.unlock();
        }
    }
}
