package io.afterhours.runner.attempt;

import io.afterhours.contracts.runner.Failure;
import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.runner.process.Channel;
import io.afterhours.runner.process.Ending;
import io.afterhours.runner.process.StopReason;
import io.afterhours.runner.profile.Profile;
import io.afterhours.runner.verify.Acceptance;
import io.afterhours.runner.verify.Verification;
import io.afterhours.runner.workspace.Workplace;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Optional;

/** The acceptance command's part of an attempt: it decides whether what the agent says is so. */
final class AcceptanceRun {
    private final Attempt attempt;
    private final Profile profile;
    private final Workplace workplace;

    AcceptanceRun(Attempt attempt, Profile profile, Workplace workplace) {
        this.attempt = attempt;
        this.profile = profile;
        this.workplace = workplace;
    }

    /** Why the command does not agree; nothing where it does or there is none. */
    Optional<Failure> run() throws IOException, InterruptedException {
        var accept = attempt.order().accept();
        if (accept == null || accept.isBlank()) {
            return Optional.empty();
        }
        if (!Files.isDirectory(workplace.directory())) {
            return Optional.of(new Failure(
                    FailureClass.VERIFICATION_FAILED,
                    "The folder in which it worked is gone, so that the acceptance command cannot run.",
                    null,
                    null));
        }
        attempt.reports().verifying();
        attempt.voice().progress(90.0, "Testing", "The acceptance command runs");
        var verification = run(accept);
        attempt.grip().release();
        return verification.passed() ? Optional.empty() : Optional.of(failure(verification));
    }

    private Verification run(String accept) throws IOException, InterruptedException {
        var tools = attempt.tools();
        var environment = tools.environment(profile, workplace, attempt.order().workspace());
        profile.secretNames().forEach(environment::remove);
        return new Acceptance(
                        tools.launcher(),
                        profile.caps().withWallClock(tools.config().acceptWallClock()))
                .run(
                        accept,
                        attempt.own(),
                        workplace.directory(),
                        environment,
                        attempt.order().session(),
                        process -> attempt.grip().hold(process, workplace),
                        (channel, line) -> attempt.voice().log(channel == Channel.OUT ? "out" : "err", line));
    }

    private static Failure failure(Verification verification) {
        return stoppedFromOutside(verification.ending())
                .map(reason -> Stops.failure(reason, verification.evidence()))
                .orElseGet(() -> new Failure(
                        FailureClass.VERIFICATION_FAILED, verification.text(), verification.evidence(), null));
    }

    /** A cap that the acceptance command ran into is its own failure; being stopped is not. */
    private static Optional<StopReason> stoppedFromOutside(Ending ending) {
        return ending instanceof Ending.Stopped(var reason)
                ? switch (reason) {
                    case REQUESTED, FENCED, SHUTDOWN -> Optional.of(reason);
                    case WALL_CLOCK, IDLE, OUTPUT -> Optional.empty();
                }
                : Optional.empty();
    }
}
