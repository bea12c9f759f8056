package io.afterhours.scheduler.simulate;

import io.afterhours.scheduler.policy.Context;
import io.afterhours.scheduler.policy.Policy;
import io.afterhours.scheduler.retry.RetryOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Draws what the person answers, and when: only hours in which they are available count. */
final class Person {
    private final PersonModel model;
    private final Draws draws;
    private final Spells available;
    private final Spells atWork;

    Person(PersonModel model, Draws draws, Policy calendar, Instant from, Instant until) {
        this.model = model;
        this.draws = draws;
        this.available = Spells.of(calendar, Context.AVAILABLE, from, until);
        this.atWork = Spells.of(calendar, Context.WORK, from, until);
    }

    /**
     * When a question is answered; empty when not before the end.
     *
     * @param turn which question about the build it is, from one
     */
    Optional<Instant> answers(Work work, int turn, Instant asked) {
        var minutes = model.delay().at(draws.uniform(work.number(), turn, Aspect.DELAY));
        return available.after(asked, Duration.ofSeconds(Math.round(minutes * 60)));
    }

    boolean approves(Work work, int turn) {
        return answer(work, turn) * 100 < model.approves();
    }

    boolean clears(Work work, int turn) {
        return answer(work, turn) * 100 < model.clears();
    }

    boolean allows(Work work, int turn) {
        return answer(work, turn) * 100 < model.allows();
    }

    RetryOption decides(Work work, int turn) {
        return Shares.pick(model.options(), 100 / Shares.sum(model.options()), answer(work, turn))
                .orElse(RetryOption.DROP);
    }

    Duration perQuestion() {
        return Duration.ofSeconds(Math.round(model.minutesPerQuestion() * 60));
    }

    /** How much of a time the person is not available. */
    Duration away(Instant from, Instant until) {
        return Duration.between(from, until).minus(available.within(from, until));
    }

    /** How much of a time the person is at work themselves. */
    Duration atWork(Instant from, Instant until) {
        return atWork.within(from, until);
    }

    private double answer(Work work, int turn) {
        return draws.uniform(work.number(), turn, Aspect.ANSWER);
    }
}
