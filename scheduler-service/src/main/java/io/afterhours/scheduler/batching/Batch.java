package io.afterhours.scheduler.batching;

import io.afterhours.contracts.Words;
import io.afterhours.scheduler.batch.Saving;
import io.afterhours.scheduler.estimate.Estimate;
import io.afterhours.scheduler.queue.BuildId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds that go together as one attempt.
 *
 * @param together what is expected of it
 * @param saving what it should save
 * @param decidedBy the person who accepted or dismissed it, or the policy that did
 * @param session the session under which its agent reports
 * @param members the best score first
 */
public record Batch(
        BatchId id,
        String kind,
        State state,
        Estimate together,
        Saving saving,
        Instant proposedAt,
        @Nullable Instant decidedAt,
        @Nullable String decidedBy,
        @Nullable String session,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        List<Member> members) {

    /**
     * A build of it.
     *
     * @param alone what was expected of it alone
     */
    public record Member(BuildId build, Estimate alone) {}

    /** Where a batch is in its life. */
    public enum State {
        PROPOSED,
        ACCEPTED,
        RUNNING,
        ENDED,
        DISMISSED;

        public String word() {
            return Words.of(this);
        }

        static State of(String word) {
            return Words.read("state", word, values());
        }
    }

    /** The numbers of its members. */
    List<Long> numbers() {
        return members.stream().map(each -> each.build().number()).toList();
    }

    /** The ids of its members but one. */
    List<String> others(BuildId than) {
        return members.stream()
                .map(Member::build)
                .filter(each -> !each.equals(than))
                .map(BuildId::toString)
                .toList();
    }
}
