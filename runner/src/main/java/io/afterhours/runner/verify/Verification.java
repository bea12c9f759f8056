package io.afterhours.runner.verify;

import io.afterhours.runner.process.Ending;

/**
 * How an acceptance command ended, and its last lines.
 *
 * @param text one sentence
 */
public record Verification(Ending ending, String text, String evidence) {
    public boolean passed() {
        return ending instanceof Ending.Exited exited && exited.code() == 0;
    }

    static Verification of(Ending ending, Tail tail) {
        var text = switch (ending) {
            case Ending.Exited(int code) when code == 0 -> "The acceptance command passed.";
            case Ending.Exited(int code) -> "The acceptance command ended with exit code " + code + ".";
            case Ending.Stopped(var reason) ->
                switch (reason) {
                    case WALL_CLOCK -> "The acceptance command ran too long.";
                    case IDLE -> "The acceptance command was silent too long.";
                    case OUTPUT -> "The acceptance command printed too much.";
                    case REQUESTED, FENCED, SHUTDOWN -> "The acceptance command was stopped.";
                };
        };
        return new Verification(ending, text, tail.text());
    }
}
