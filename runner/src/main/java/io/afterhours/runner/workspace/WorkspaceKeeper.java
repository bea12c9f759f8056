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
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Makes the workplace of each attempt, and takes in what was done there. */
public final class WorkspaceKeeper {
    private static final Logger LOG = Logger.getLogger(WorkspaceKeeper.class);

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

    /** Commits what the agent did not, so that what is verified is what is kept; finds the commits since the start. */
    public Harvest harvest(Workplace workplace, String title) throws IOException {
        if (!(workplace instanceof Workplace.Worktree worktree)) {
            return Harvest.NONE;
        }
        var git = new Git(worktree.tree());
        if (!git.run("status", "--porcelain").isEmpty()) {
            git.run("add", "--all");
            git.run("commit", "--quiet", "--no-verify", "--allow-empty-message", "-m", title);
        }
        var commits = git.run("rev-list", "--reverse", "--max-count=200", worktree.base() + "..HEAD")
                .lines()
                .toList();
        return commits.isEmpty() ? Harvest.NONE : new Harvest(commits, onBranch(git, worktree), null);
    }

    /** Brings the work of a successful attempt into the person's branch, if the rule says so and nothing is in the way. */
    public Harvest merge(Workplace workplace, Harvest harvest, String title) throws IOException {
        var branch = harvest.branch();
        if (!(workplace instanceof Workplace.Worktree worktree) || branch == null) {
            return harvest;
        }
        if (rule == MergeRule.NEVER) {
            return harvest.withNote("The work is on branch " + branch + ".");
        }
        return locked(worktree.repository(), () -> harvest.withNote(merged(worktree.repository(), branch, title)));
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
                    git.ask("branch", "--quiet", "-D", worktree.branch());
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
            if (Files.exists(at.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
                return true;
            }
        }
        return false;
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
