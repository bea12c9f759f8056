package io.afterhours.scheduler.retry;

import io.afterhours.contracts.Words;

/** What a person can choose when the ladder ends; the words are those of the escalation's options. */
public enum RetryOption {
    RETRY("try it again with all that was learned"),
    SMALLER("try the smallest useful part"),
    OTHER_AGENT("give it to another agent or model"),
    TAKE_OVER("you do it, and it counts as finished"),
    DROP("give it up");

    private final String meaning;

    RetryOption(String meaning) {
        this.meaning = meaning;
    }

    public String meaning() {
        return meaning;
    }

    public String word() {
        return Words.of(this);
    }

    /**
     * The option of a word.
     *
     * @throws io.afterhours.contracts.InvalidEvent naming the options there are
     */
    public static RetryOption of(String word) {
        return Words.read("option", word, values());
    }
}
