package io.afterhours.runner.workspace;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an attempt left in its workplace.
 *
 * @param commits found since the start, oldest first
 * @param branch that holds them, or that stays with what could not be committed; nothing where there is none
 * @param note one sentence for the person, e.g. why the branch was not merged
 */
public record Harvest(
        List<String> commits,
        @Nullable String branch,
        @Nullable String note) {
    public static final Harvest NONE = new Harvest(List.of(), null, null);

    /** Of what could not be committed: no commit of it is known, and the branch stays with the worktree that it is in. */
    public static Harvest uncommitted(Workplace workplace) {
        return workplace instanceof Workplace.Worktree worktree
                ? new Harvest(List.of(), worktree.branch(), null)
                : NONE;
    }

    public Harvest {
        commits = List.copyOf(commits);
    }

    public Harvest withNote(String text) {
        return new Harvest(commits, branch, text);
    }
}
