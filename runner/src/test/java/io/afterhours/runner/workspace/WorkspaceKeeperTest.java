package io.afterhours.runner.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkspaceKeeperTest {
    @TempDir
    Path folder;

    private Path own;
    private WorkspaceKeeper keeper;

    @BeforeEach
    void keeper() throws IOException {
        own = Files.createDirectories(folder.resolve("work/s-1"));
        keeper = new WorkspaceKeeper(folder.resolve("work"), MergeRule.WHEN_CLEAN);
    }

    @Test
    void without_a_workspace_the_attempt_gets_a_scratch_folder() throws Exception {
        var workplace = keeper.prepare(null, own, "b");
        assertThat(workplace).isEqualTo(new Workplace.Scratch(own.resolve("scratch")));
        assertThat(workplace.directory()).isEmptyDirectory();
    }

    @Test
    void a_plain_folder_is_worked_in_directly() throws Exception {
        var plain = Files.createDirectories(folder.resolve("plain"));
        assertThat(keeper.prepare(plain.toString(), own, "b")).isEqualTo(new Workplace.Plain(plain.toRealPath()));
    }

    @Test
    void a_workspace_that_is_not_there_is_refused_with_its_name() {
        assertThatThrownBy(() -> keeper.prepare("/no/such/folder", own, "b"))
                .isInstanceOf(WorkspaceRefused.class)
                .hasMessage(
                        "The workspace /no/such/folder is not a folder on this runner's host. Make it, and answer retry;"
                                + " or drop the build and add it with another workspace.");
        assertThatThrownBy(() -> keeper.prepare("relative", own, "b")).hasMessageContaining("absolute");
    }

    @Test
    void a_repository_without_commits_is_worked_in_directly() throws Exception {
        var repository = Repository.empty(folder.resolve("new"));
        assertThat(keeper.prepare(repository.path().toString(), own, "b")).isInstanceOf(Workplace.Plain.class);
    }

    @Test
    void a_bare_repository_is_refused_because_what_an_agent_writes_there_is_no_work() throws Exception {
        var bare = Files.createDirectories(folder.resolve("bare.git"));
        new Git(bare).run("init", "--quiet", "--bare");
        assertThatThrownBy(() -> keeper.prepare(bare.toString(), own, "b"))
                .isInstanceOf(WorkspaceRefused.class)
                .hasMessageContaining("must be run in a work tree");
    }

    @Test
    void a_repository_gets_a_worktree_on_a_branch_of_its_own() throws Exception {
        var repository = Repository.in(folder.resolve("atlas"));
        var worktree = worktree(repository.path());
        assertThat(worktree.branch()).isEqualTo("afterhours/B-1-1");
        assertThat(worktree.base()).isEqualTo(repository.git("rev-parse", "HEAD"));
        assertThat(worktree.directory().resolve("readme")).hasContent("hello");
        assertThat(repository.git("branch", "--show-current")).isEqualTo("main");
    }

    @Test
    void a_branch_of_an_earlier_life_is_not_touched() throws Exception {
        var repository = Repository.in(folder.resolve("atlas"));
        repository.git("branch", "afterhours/B-1-1");
        assertThat(worktree(repository.path()).branch()).isEqualTo("afterhours/B-1-1.2");
    }

    @Test
    void a_folder_within_a_repository_is_the_same_folder_within_the_worktree() throws Exception {
        var repository = Repository.in(folder.resolve("atlas"));
        repository.commit("services/api/main", "x", "Api");
        var worktree = worktree(repository.path().resolve("services/api"));
        assertThat(worktree.directory()).isEqualTo(worktree.tree().resolve("services/api"));
        assertThat(worktree.directory().resolve("main")).exists();
    }

    @Test
    void a_folder_that_is_not_committed_is_worked_in_directly() throws Exception {
        var repository = Repository.in(folder.resolve("atlas"));
        var drafts = Files.createDirectories(repository.path().resolve("drafts"));
        assertThat(keeper.prepare(drafts.toString(), own, "b")).isInstanceOf(Workplace.Plain.class);
    }

    @Test
    void work_is_found_as_commits_and_what_was_not_committed_is_committed() throws Exception {
        var repository = Repository.in(folder.resolve("atlas"));
        var worktree = worktree(repository.path());
        commit(worktree, "one", "by the agent");
        Files.writeString(worktree.directory().resolve("two"), "left lying about");
        var harvest = keeper.harvest(worktree, "-m \"; rm -rf / \nBuild");
        assertThat(harvest.commits()).hasSize(2);
        assertThat(harvest.branch()).isEqualTo("afterhours/B-1-1");
        assertThat(repository.git("show", "afterhours/B-1-1:two")).isEqualTo("left lying about");
        assertThat(repository.git("log", "-1", "--format=%s", "afterhours/B-1-1"))
                .isEqualTo("-m \"; rm -rf / Build");
    }

    @Test
    void work_on_another_branch_or_none_is_found_too() throws Exception {
        var repository = Repository.in(folder.resolve("atlas"));
        var worktree = worktree(repository.path());
        new Git(worktree.tree()).run("checkout", "--quiet", "--detach");
        commit(worktree, "one", "detached");
        var harvest = keeper.harvest(worktree, "Build");
        assertThat(repository.git("rev-parse", "afterhours/B-1-1"))
                .isEqualTo(harvest.commits().getLast());
    }

    @Test
    void successful_work_is_fast_forwarded_into_the_checked_out_branch() throws Exception {
        var repository = Repository.in(folder.resolve("atlas"));
        Files.writeString(repository.path().resolve("mine"), "not committed");
        var worktree = worktree(repository.path());
        commit(worktree, "one", "Work");
        var harvest = keeper.merge(worktree, keeper.harvest(worktree, "Build"), "Build");
        keeper.release(worktree, harvest);
        assertThat(harvest.note()).isEqualTo("Merged into main.");
        assertThat(repository.path().resolve("one")).exists();
        assertThat(repository.path().resolve("mine")).hasContent("not committed");
        assertThat(repository.git("rev-parse", "HEAD"))
                .isEqualTo(harvest.commits().getLast());
        assertThat(worktree.tree()).doesNotExist();
        assertThat(repository.git("worktree", "list").lines()).hasSize(1);
        assertThat(repository.git("branch", "--list", "afterhours/*")).contains("afterhours/B-1-1");
    }

    @Test
    void work_is_merged_when_the_branch_moved_on_meanwhile() throws Exception {
        var repository = Repository.in(folder.resolve("atlas"));
        var worktree = worktree(repository.path());
        commit(worktree, "one", "Work");
        repository.commit("other", "x", "Meanwhile");
        var harvest = keeper.merge(worktree, keeper.harvest(worktree, "Build"), "Build the thing");
        assertThat(harvest.note()).isEqualTo("Merged into main.");
        assertThat(repository.path().resolve("one")).exists();
        assertThat(repository.git("log", "-1", "--format=%s")).isEqualTo("Merge afterhours/B-1-1: Build the thing");
    }

    @Test
    void a_conflict_leaves_the_workspace_as_it_was_and_is_told() throws Exception {
        var repository = Repository.in(folder.resolve("atlas"));
        var worktree = worktree(repository.path());
        commit(worktree, "readme", "Work");
        var meanwhile = repository.commit("readme", "mine\n", "Meanwhile");
        var harvest = keeper.merge(worktree, keeper.harvest(worktree, "Build"), "Build");
        assertThat(harvest.note())
                .isEqualTo("The work is on branch afterhours/B-1-1 and was not merged into main: "
                        + "CONFLICT (content): Merge conflict in readme");
        assertThat(repository.git("rev-parse", "HEAD")).isEqualTo(meanwhile);
        assertThat(repository.git("status", "--porcelain")).isEmpty();
    }

    @Test
    void changes_that_the_person_did_not_commit_are_never_overwritten() throws Exception {
        var repository = Repository.in(folder.resolve("atlas"));
        var worktree = worktree(repository.path());
        commit(worktree, "readme", "Work");
        Files.writeString(repository.path().resolve("readme"), "being written");
        var harvest = keeper.merge(worktree, keeper.harvest(worktree, "Build"), "Build");
        assertThat(harvest.note()).contains("was not merged into main").contains("overwritten");
        assertThat(repository.path().resolve("readme")).hasContent("being written");
    }

    @Test
    void a_merge_of_the_person_is_not_disturbed() throws Exception {
        var repository = Repository.in(folder.resolve("atlas"));
        repository.git("branch", "side");
        repository.commit("readme", "main\n", "Main");
        var worktree = worktree(repository.path());
        commit(worktree, "one", "Work");
        repository.git("checkout", "--quiet", "side");
        repository.commit("readme", "side\n", "Side");
        assertThatThrownBy(() -> repository.git("merge", "main")).hasMessageContaining("CONFLICT");
        var harvest = keeper.merge(worktree, keeper.harvest(worktree, "Build"), "Build");
        assertThat(harvest.note()).contains("a merge is under way");
        assertThat(repository.git("status")).contains("You have unmerged paths");
    }

    @Test
    void nothing_is_merged_where_the_rule_forbids_it() throws Exception {
        keeper = new WorkspaceKeeper(folder.resolve("work"), MergeRule.NEVER);
        var repository = Repository.in(folder.resolve("atlas"));
        var worktree = worktree(repository.path());
        commit(worktree, "one", "Work");
        var harvest = keeper.merge(worktree, keeper.harvest(worktree, "Build"), "Build");
        assertThat(harvest.note()).isEqualTo("The work is on branch afterhours/B-1-1.");
        assertThat(repository.path().resolve("one")).doesNotExist();
    }

    @Test
    void a_branch_on_which_nothing_happened_goes_with_its_worktree() throws Exception {
        var repository = Repository.in(folder.resolve("atlas"));
        var worktree = worktree(repository.path());
        keeper.release(worktree, keeper.harvest(worktree, "Build"));
        assertThat(repository.git("branch", "--list", "afterhours/*")).isEmpty();
        assertThat(worktree.tree()).doesNotExist();
    }

    @Test
    void hooks_and_monitors_that_an_agent_planted_are_not_run() throws Exception {
        var repository = Repository.in(folder.resolve("atlas"));
        var worktree = worktree(repository.path());
        var planted = folder.resolve("planted");
        for (var hook : List.of("pre-commit", "post-commit", "post-merge", "post-checkout", "reference-transaction")) {
            var file = Files.writeString(
                    repository.path().resolve(".git/hooks/" + hook), "#!/bin/sh\ntouch " + planted + "\n");
            assertThat(file.toFile().setExecutable(true)).isTrue();
        }
        new Git(worktree.tree()).run("config", "core.fsmonitor", "touch " + planted);
        Files.writeString(worktree.directory().resolve("one"), "x");
        var harvest = keeper.merge(worktree, keeper.harvest(worktree, "Build"), "Build");
        keeper.release(worktree, harvest);
        assertThat(harvest.note()).isEqualTo("Merged into main.");
        assertThat(planted).doesNotExist();
    }

    @Test
    void removal_does_not_follow_links_and_stays_below_its_root() throws Exception {
        var precious = Files.createDirectories(folder.resolve("precious"));
        Files.writeString(precious.resolve("thesis"), "years of work");
        Files.createSymbolicLink(own.resolve("link"), precious);
        Files.createDirectories(own.resolve("a/b"));
        assertThat(own.resolve("a").toFile().setWritable(false)).isTrue();
        keeper.discard(own);
        assertThat(Files.exists(own, LinkOption.NOFOLLOW_LINKS)).isFalse();
        assertThat(precious.resolve("thesis")).exists();
        Files.createSymbolicLink(folder.resolve("work/evil"), precious);
        assertThatThrownBy(() -> keeper.discard(folder.resolve("work/evil/thesis")))
                .hasMessageContaining("is not below");
        assertThatThrownBy(() -> keeper.discard(folder.resolve("work/../precious")))
                .hasMessageContaining("is not below");
        assertThat(precious.resolve("thesis")).exists();
    }

    @Test
    void commits_of_an_agent_that_removed_its_worktree_are_found() throws Exception {
        var repository = Repository.in(folder.resolve("atlas"));
        var worktree = worktree(repository.path());
        commit(worktree, "one", "Work");
        new FolderRemover(folder).remove(worktree.tree());
        var harvest = keeper.merge(worktree, keeper.harvest(worktree, "Build"), "Build");
        keeper.release(worktree, harvest);
        assertThat(harvest.note()).isEqualTo("Merged into main.");
        assertThat(repository.path().resolve("one")).exists();
    }

    @Test
    void a_branch_with_commits_stays_when_the_harvest_failed() throws Exception {
        var repository = Repository.in(folder.resolve("atlas"));
        var worktree = worktree(repository.path());
        commit(worktree, "one", "Work");
        keeper.release(worktree, Harvest.NONE);
        assertThat(repository.git("show", "afterhours/B-1-1:one")).isEqualTo("Work");
    }

    @Test
    void the_lock_of_a_git_that_was_killed_holds_up_nothing() throws Exception {
        var repository = Repository.in(folder.resolve("atlas"));
        var worktree = worktree(repository.path());
        Files.writeString(worktree.directory().resolve("one"), "x");
        var own = Path.of(new Git(worktree.tree()).run("rev-parse", "--absolute-git-dir"));
        Files.createFile(own.resolve("index.lock"));
        Files.createFile(own.resolve("HEAD.lock"));
        assertThat(keeper.harvest(worktree, "Build").commits()).hasSize(1);
    }

    @Test
    void a_repository_that_an_agent_made_in_place_of_its_worktree_is_left_alone() throws Exception {
        var above = Repository.in(folder.resolve("work"));
        var repository = Repository.in(folder.resolve("atlas"));
        var worktree = worktree(repository.path());
        Files.delete(worktree.tree().resolve(".git"));
        assertThatThrownBy(() -> keeper.harvest(worktree, "Build"))
                .hasMessage("it is no worktree of " + repository.path().toRealPath() + " any more");
        assertThat(above.git("log", "--format=%s")).isEqualTo("First");
        new Git(worktree.tree()).run("init", "--quiet");
        assertThatThrownBy(() -> keeper.harvest(worktree, "Build")).hasMessageContaining("is no worktree");
    }

    @Test
    void a_repository_within_the_worktree_is_refused_because_its_files_would_be_lost() throws Exception {
        var repository = Repository.in(folder.resolve("atlas"));
        var worktree = worktree(repository.path());
        var within = Repository.empty(worktree.tree().resolve("within"));
        assertThatThrownBy(() -> keeper.harvest(worktree, "Build")).hasMessageContaining("within");
        within.commit("one", "x", "First");
        assertThatThrownBy(() -> keeper.harvest(worktree, "Build"))
                .hasMessage("within is a git repository of its own, whose files cannot be committed with the rest");
    }

    @Test
    void a_program_that_git_starts_and_that_hangs_is_not_waited_for() throws Exception {
        var repository = Repository.in(folder.resolve("atlas"));
        repository.git("config", "filter.slow.clean", "sleep 100");
        Files.writeString(repository.path().resolve(".gitattributes"), "* filter=slow\n");
        assertThatThrownBy(() -> new Git(repository.path(), Duration.ofSeconds(1)).run("add", "--all"))
                .hasMessage("git add did not end within 1 s");
    }

    private Workplace.Worktree worktree(Path workspace) throws Exception {
        return (Workplace.Worktree) keeper.prepare(workspace.toString(), own, "afterhours/B-1-1");
    }

    private static void commit(Workplace.Worktree worktree, String file, String message) throws IOException {
        Files.writeString(worktree.directory().resolve(file), message);
        var git = new Git(worktree.tree());
        git.run("add", "--all");
        git.run("commit", "--quiet", "-m", message);
    }
}
