package io.afterhours.scheduler.planning;

import java.util.List;
import java.util.stream.Stream;

/**
 * Who goes along with a build that leads, as one attempt.
 *
 * @param builds in the order of their company
 * @param minutes how many should be saved by that
 * @param nanos how many nano-dollars should be saved by that
 */
public record Along(List<Candidate> builds, int minutes, long nanos) {
    /** The company of a build that starts alone. */
    public static final Along NOBODY = new Along(List.of(), 0, 0);

    public Along {
        builds = List.copyOf(builds);
    }

    /** Their ids. */
    public List<String> ids() {
        return builds.stream().map(Candidate::id).toList();
    }

    /**
     * The verdict on one of them.
     *
     * @param leader the id of the one that leads
     * @param verdict what is said of that one
     */
    public Verdict.Merge verdictOn(Candidate build, String leader, Verdict verdict) {
        return Verdict.Merge.of(
                Stream.concat(Stream.of(leader), ids().stream())
                        .filter(each -> !each.equals(build.id()))
                        .toList(),
                minutes,
                nanos,
                verdict);
    }
}
