package io.afterhours.cli.http;

import java.util.List;
import java.util.stream.Stream;

/** What a command could not do: the reason and, line by line, what to do about it. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Exit code of a refusal or failure. */
    public static final int FAILED = 1;

    /** Exit code of wrong usage. */
    public static final int WRONG_USAGE = 2;

    private final int exitCode;
    private final int status;
    private final transient List<String> details;

    private Refused(int exitCode, int status, String reason, List<String> details) {
        super(reason);
        this.exitCode = exitCode;
        this.status = status;
        this.details = List.copyOf(details);
    }

    /** A failure. */
    public static Refused because(String reason, String... details) {
        return new Refused(FAILED, 0, reason, List.of(details));
    }

    /** Something wrong with what was typed. */
    public static Refused wrongUsage(String reason, String... details) {
        return new Refused(WRONG_USAGE, 0, reason, List.of(details));
    }

    /** What the server said. Input that it could not accept is wrong usage, everything else a refusal. */
    static Refused byServer(int status, String reason, List<String> details) {
        return new Refused(status == 400 || status == 413 ? WRONG_USAGE : FAILED, status, reason, details);
    }

    /** The same with one more line of what to do. */
    public Refused with(String detail) {
        return new Refused(
                exitCode,
                status,
                reason(),
                Stream.concat(details.stream(), Stream.of(detail)).toList());
    }

    public int exitCode() {
        return exitCode;
    }

    /** The HTTP status; 0 where no server said this. */
    public int status() {
        return status;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }

    public List<String> details() {
        return details;
    }
}
