package io.afterhours.runner.attempt;

import io.afterhours.contracts.Check;
import io.afterhours.contracts.runner.Failure;
import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.runner.process.Ending;
import io.afterhours.runner.process.PlainText;
import io.afterhours.runner.profile.Claim;
import io.afterhours.runner.profile.OutputReader;
import io.afterhours.runner.workspace.Harvest;
import org.jspecify.annotations.Nullable;

/** What came of an attempt; without a failure it succeeded. */
record Result(@Nullable Failure failure, @Nullable String summary, boolean resumable, Harvest harvest) {
    static Result failed(FailureClass failureClass, String text) {
        return new Result(
                new Failure(failureClass, PlainText.cut(text, Check.TEXT), null, null), null, false, Harvest.NONE);
    }

    /** What the agent's end means, taken at its word. */
    static Result claimed(Ending ending, OutputReader reader, String evidence) {
        return switch (ending) {
            case Ending.Stopped(var reason) ->
                new Result(Stops.failure(reason, evidence), null, reader.resumable(), Harvest.NONE);
            case Ending.Exited exited ->
                switch (reader.end(exited)) {
                    case Claim.Done done -> new Result(null, done.summary(), reader.resumable(), Harvest.NONE);
                    case Claim.Failed failed ->
                        new Result(
                                new Failure(
                                        failed.failureClass(),
                                        PlainText.cut(failed.text(), Check.TEXT),
                                        evidence,
                                        failed.resetAt()),
                                failed.summary(),
                                failed.resumable(),
                                Harvest.NONE);
                };
        };
    }

    Result harvested(Harvest other) {
        return new Result(failure, summary, resumable, other);
    }

    Result judged(@Nullable Failure other) {
        return new Result(other, summary, resumable, harvest);
    }

    Result summedUp(@Nullable String other) {
        return new Result(failure, other, resumable, harvest);
    }
}
