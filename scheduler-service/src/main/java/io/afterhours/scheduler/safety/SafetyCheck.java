package io.afterhours.scheduler.safety;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import io.afterhours.contracts.Words;

/** What a task's text is looked at for before it starts. */
public enum SafetyCheck {
    UNCLEAR("Too short, no verb, or only a link: nobody could tell when it is done."),
    DESTRUCTIVE("It asks to delete, overwrite, switch off or change something that may be hard to get back."),
    EXTERNAL("It asks for something that other people see or that costs money: mail, post, pay, publish.");

    private final String meaning;

    SafetyCheck(String meaning) {
        this.meaning = meaning;
    }

    public String meaning() {
        return meaning;
    }

    @JsonValue
    public String word() {
        return Words.of(this);
    }

    /**
     * The check of a word.
     *
     * @throws io.afterhours.contracts.InvalidEvent naming the checks there are
     */
    @JsonCreator
    public static SafetyCheck of(String word) {
        return Words.read("check", word, values());
    }
}
