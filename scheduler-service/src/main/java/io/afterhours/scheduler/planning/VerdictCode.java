package io.afterhours.scheduler.planning;

import com.fasterxml.jackson.annotation.JsonValue;
import io.afterhours.contracts.Words;
import org.jspecify.annotations.Nullable;

/** The stable code of each thing that can be said of a build, what it means, and what changes it. */
public enum VerdictCode {
    START("It starts now.", null, "nothing holds it"),
    EXEMPT(
            "It starts now, although a hard budget is spent or has no room for it, because it is exempt from that budget.",
            null,
            "nothing holds it"),
    PAUSED(
            "A person paused, drained or stopped the suite.",
            "its first start after the pause, where that has an end",
            "a person resumes"),
    DEPENDENCY_FAILED(
            "A build it depends on did not finish, and the edge says that this blocks.",
            null,
            "a person has that one tried again, or cancels this one"),
    DEPENDENCY(
            "It waits for a build it depends on.",
            "about when the last of those it waits for should be done, where that can be known",
            "they end"),
    BLOCKER("Something listed as a blocker stands in the way; a person removes it.", Time.SILENCE, "a person answers"),
    UNCLEAR(
            "Its text does not say what is to be done; a person lets it go or cancels it.",
            Time.SILENCE,
            "a person answers"),
    DESTRUCTIVE(
            "Its text asks for something that may be hard to get back; a person lets it go or cancels it.",
            Time.SILENCE,
            "a person answers"),
    EXTERNAL(
            "Its text asks for something that other people see or that costs money; a person lets it go or cancels it.",
            Time.SILENCE,
            "a person answers"),
    APPROVAL(
            "Its category or its low priority needs a person's consent.",
            Time.SILENCE,
            "a person approves or rejects it"),
    VETO("A person took it out of the plan of the night.", "its first start after that night", "a person puts it back"),
    EARLIEST_START("The person asked for a later start.", "its first start after that time", Event.POLICY),
    RETRY_WAIT("The retry ladder asks it to wait.", "its next try", "a person has it tried at once"),
    QUIET("Quiet hours let only urgent builds, or none, start.", Time.START, Event.POLICY),
    NO_BAND("No band of the policy is open.", Time.START, Event.POLICY),
    PRIORITY("The open band starts other priorities.", Time.START, "a person changes its priority, or the policy"),
    TAGS("The open band starts builds with other tags.", Time.START, Event.POLICY),
    EFFORT("It is larger or smaller than what the open band starts.", Time.START, Event.POLICY),
    CONTEXT("It does not suit where the person is.", Time.START, "a person says that they are elsewhere"),
    WINDOW("It would not be over (p90) when the bands that start it end.", Time.START, Event.POLICY),
    CALENDAR("It would run into a meeting in the person's calendar.", Time.START, "the calendar changes"),
    BUDGET(
            "A hard budget is spent, or what is left of it is less than the build may cost.",
            "its first start after that budget is empty again",
            "a person raises the budget"),
    BUDGET_RESERVED(
            "What is left of a hard budget is reserved for attempts that run.",
            "its first start after the next of those attempts should be done",
            "one of them ends"),
    PROVIDER_LIMIT(
            "Its agent's account is limited by the provider until a reset time; costs no attempt.",
            "its first start after that time",
            "a person says that the limit is over"),
    RUNNER(
            "No runner is there that could take an attempt.",
            null,
            "a runner says that it takes builds; when that will be, nobody can know"),
    HOST_FULL(
            "Every host with a runner is too full of data or too short of memory to take more.",
            "when one of these runners should report next",
            "one of them has room"),
    WORKSPACE("A live attempt works in the same workspace.", "about when that attempt should be done", "it ends"),
    SLOTS(
            "All slots of the open band are taken.",
            "its first start after the next slot should come free",
            "a slot is free"),
    MERGE(
            "It goes together with other builds as one attempt, and starts when the first of them does.",
            "when the first of them could start",
            "a person takes them apart"),
    RUNNING("An attempt is out with a runner.", "about when it should be done", "it ends"),
    ESCALATED("It waits for a person's answer.", Time.SILENCE, "a person answers"),
    ENDED("It is over.", null, "a person has it tried again");

    /** Times that are the same for several codes. */
    private static final class Time {
        static final String START = "its next start, as far as clock and policy go";
        static final String SILENCE = "when the stated default is taken for the answer, where the question has one";
    }

    /** Events that are the same for several codes. */
    private static final class Event {
        static final String POLICY = "a person changes the policy";
    }

    private final String meaning;
    private final @Nullable String time;
    private final String event;

    VerdictCode(String meaning, @Nullable String time, String event) {
        this.meaning = meaning;
        this.time = time;
        this.event = event;
    }

    public String meaning() {
        return meaning;
    }

    /** Whether the clock alone could change it, so that a time can be given. */
    public boolean hasTime() {
        return time != null;
    }

    /** What changes it: which time {@code until} is, and who or what event changes it sooner or at all. */
    public String changes() {
        return time == null ? event : "`until`: " + time + "; or " + event;
    }

    @JsonValue
    public String word() {
        return Words.of(this);
    }
}
