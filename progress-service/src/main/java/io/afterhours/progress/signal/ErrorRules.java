package io.afterhours.progress.signal;

import io.afterhours.contracts.Excerpt;
import io.afterhours.contracts.progress.ProgressChanged.Signal;
import io.afterhours.progress.session.ErrorText;
import io.afterhours.progress.session.Session;
import io.afterhours.progress.session.Session.Raised;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which errors are the same, how often one came, and when that is a lack of progress. */
final class ErrorRules {
    static final String NO_PROGRESS = "no-progress";

    /** What a line or a report that tells of an error has in it, as PostgreSQL reads it. */
    static final String ERROR = "(^|[^[:alnum:]])(" + String.join("|", ErrorText.WORDS) + ")($|[^[:alnum:]])";

    /** What only looks like one: counts of nothing. */
    static final String NO_ERROR = "(^|[^[:alnum:]])(0|no|without) (error|failed|failures?|exception)";

    private static final Duration BURST = Duration.ofSeconds(1);
    private static final int LONGEST = 200;
    private static final Pattern COLOUR = Pattern.compile("\\e\\[[0-9;?]*[A-Za-z]");
    private static final Pattern NUMBER = Pattern.compile("(0x)?[0-9a-f]*[0-9][0-9a-f]*", Pattern.CASE_INSENSITIVE);

    private ErrorRules() {}

    /** An error that was said at a time, by a session that is so far. */
    record Said(String session, double percent, Instant at, String text) {}

    /** The error without what differs from one time to the next: numbers, addresses, colours, white space. */
    static String alike(String text) {
        var plain = NUMBER.matcher(shown(text)).replaceAll("#");
        return Excerpt.of(plain.toLowerCase(Locale.ROOT), LONGEST);
    }

    /** The error as a person is shown it. */
    static String shown(String text) {
        return Excerpt.of(COLOUR.matcher(text).replaceAll("").strip().replaceAll("\\s+", " "), LONGEST);
    }

    /**
     * Counts an error. Lines of one second are one error; what is older than the last one was counted before; and a session that is
     * further begins anew.
     */
    static Repeated counted(@Nullable Repeated known, Said said) {
        if (known == null || said.percent() > known.percent()) {
            return new Repeated(
                    said.session(), alike(said.text()), shown(said.text()), said.percent(), 1, said.at(), said.at());
        }
        return said.at().isBefore(known.lastAt().plus(BURST))
                ? known
                : new Repeated(
                        known.session(),
                        known.alike(),
                        known.error(),
                        known.percent(),
                        known.times() + 1,
                        known.firstAt(),
                        said.at());
    }

    /** What is raised of a session that said an error again and again: once, with what else is. */
    static List<Raised> raised(Session session, Repeated error) {
        var raised = new ArrayList<>(session.raised());
        if (session.percent() <= error.percent()
                && raised.stream().noneMatch(each -> each.signal().kind().equals(NO_PROGRESS))) {
            raised.add(new Raised(signal(error), error.percent()));
        }
        return raised;
    }

    /** What is raised of a session whose error is over. */
    static List<Raised> over(Session session) {
        return session.raised().stream()
                .filter(each -> !each.signal().kind().equals(NO_PROGRESS))
                .toList();
    }

    private static Signal signal(Repeated error) {
        var text = "The same error came " + error.times() + " times while it stayed at " + Math.round(error.percent())
                + " %.";
        return new Signal(NO_PROGRESS, error.firstAt(), text, error.error(), null, null, (long) error.times());
    }
}
