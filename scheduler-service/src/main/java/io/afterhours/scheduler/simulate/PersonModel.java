package io.afterhours.scheduler.simulate;

import io.afterhours.scheduler.retry.RetryOption;
import java.util.EnumMap;
import java.util.Map;

/**
 * How the person answers.
 *
 * @param minutesP50 half of all questions are answered within so many minutes during which the person is available
 * @param minutesP90 nine of ten
 * @param approves how many of a hundred builds get the consent they wait for
 * @param clears how many of a hundred blockers are out of the way; the other builds are cancelled
 * @param allows how many of a hundred texts in which a safety check saw something are fine; the other builds are cancelled
 * @param options how many of a hundred builds at the ladder's end get which answer
 * @param minutesPerQuestion what a question takes of the person's time
 */
public record PersonModel(
        double minutesP50,
        double minutesP90,
        double approves,
        double clears,
        double allows,
        Map<RetryOption, Double> options,
        double minutesPerQuestion) {
    static final PersonModel ASSUMED = new PersonModel(
            30,
            120,
            90,
            80,
            90,
            new EnumMap<>(Map.of(
                    RetryOption.RETRY, 40.0,
                    RetryOption.SMALLER, 20.0,
                    RetryOption.OTHER_AGENT, 10.0,
                    RetryOption.TAKE_OVER, 15.0,
                    RetryOption.DROP, 15.0)),
            5);

    public PersonModel {
        options = new EnumMap<>(options);
    }

    Curve delay() {
        return new Curve(minutesP50, minutesP90);
    }
}
