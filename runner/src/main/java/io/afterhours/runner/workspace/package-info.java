/**
 * Where an attempt works, and what becomes of its work.
 *
 * <pre>
 *   no workspace named            ──► a scratch folder of its own, kept for a while
 *   a plain folder                ──► that folder itself
 *   inside a git repository       ──► a worktree of its own on branch afterhours/&lt;build&gt;-&lt;attempt&gt;
 *        agent ended   ──► what it did not commit is committed on the branch
 *        succeeded     ──► the branch is merged into the one checked out in the workspace:
 *                          fast-forward, else a merge when it is clean, else not at all
 *        failed, lost  ──► nothing is merged
 *        always        ──► the branch stays, unless nothing happened on it; the worktree goes,
 *                          unless the same agent session may be taken up again in it
 * </pre>
 *
 * <p>Merging by default is what lets a dependent build see the work it depends on. A merge touches no file that the person
 * changed and did not commit: git refuses then, and the branch waits for the person. {@code afterhours.runner.merge=never}
 * leaves all branches alone.
 *
 * <p>Folders are named by ids that the runner makes, never by task text. Removal does not follow links. git runs without
 * hooks, prompts and file system monitors of the repository, because an agent may have written them.
 */
@NullMarked
package io.afterhours.runner.workspace;

import org.jspecify.annotations.NullMarked;
