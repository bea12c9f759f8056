package io.afterhours.scheduler.planning;

import io.afterhours.contracts.Category;
import io.afterhours.contracts.Priority;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All that the rules ask of a build that nothing of its own holds. Builds of one lane may start at the same times, so the rules
 * are asked once for all of them, and which one goes first is a matter of the score alone.
 *
 * @param agent who would do its builds; absent where nobody asks for providers' limits
 * @param model what its builds are to be done with; absent where their agent chooses
 * @param tags those of its builds' tags that some policy or budget names
 * @param approved whether a person agreed to its builds
 * @param build the id of its one build, where some budget exempts that by name; absent for all others
 * @param place the place of its one build among those that a person put first for the night; absent for all others
 */
public record Lane(
        long id,
        Priority priority,
        Category category,
        String kind,
        Duration effort,
        Duration expected,
        Duration atMost,
        long mayCost,
        @Nullable String agent,
        @Nullable String model,
        @Nullable String workspace,
        Set<String> tags,
        boolean approved,
        @Nullable String build,
        @Nullable Integer place) {
    public Lane {
        tags = Set.copyOf(tags);
    }

    /** A lane of builds of which nobody asked anything for the night. */
    public Lane(
            long id,
            Priority priority,
            Category category,
            String kind,
            Duration effort,
            Duration expected,
            Duration atMost,
            long mayCost,
            @Nullable String agent,
            @Nullable String workspace,
            Set<String> tags,
            boolean approved) {
        this(
                id, priority, category, kind, effort, expected, atMost, mayCost, agent, null, workspace, tags, approved,
                null, null);
    }

    /** Any of its builds: all of them are alike in what the rules ask. */
    Candidate anyBuild() {
        return new Candidate(
                build == null ? "any" : build,
                "any build of a lane",
                priority,
                category,
                kind,
                approved ? Approval.GRANTED : Approval.NOT_NEEDED,
                effort,
                expected,
                atMost,
                mayCost,
                tags,
                List.of(),
                List.of(),
                List.of(),
                workspace,
                null,
                null,
                agent,
                model,
                null,
                place,
                null,
                Along.NOBODY);
    }
}
