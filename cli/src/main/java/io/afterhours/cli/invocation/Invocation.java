package io.afterhours.cli.invocation;

import io.afterhours.cli.http.Address;
import io.afterhours.cli.http.Refused;
import io.afterhours.cli.http.Server;
import io.afterhours.cli.http.Token;
import io.afterhours.cli.json.Doc;
import io.afterhours.cli.screen.Screen;
import io.afterhours.cli.screen.When;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One call: what the global options say, the server that they lead to, and the one answer. */
public final class Invocation {
    private final Surroundings surroundings;
    private boolean json;
    private @Nullable Path state;
    private @Nullable Server server;

    public Invocation(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    public Surroundings surroundings() {
        return surroundings;
    }

    /** Answers with one JSON document from now on. */
    public void useJson() {
        json = true;
    }

    /** Uses this state folder. */
    public void useState(Path folder) {
        state = folder;
    }

    public boolean isJson() {
        return json;
    }

    public Instant now() {
        return surroundings.clock().instant();
    }

    /**
     * A time to come as the person typed it, on their clock.
     *
     * @throws Refused when it is none of {@link Moment#FORMS}
     */
    public Instant time(String option, String text) {
        return Moment.read(option, text, now(), surroundings.zone());
    }

    /**
     * A text that the person keeps in a file, or sends.
     *
     * @param source a path, seen from where the command was called, or - for standard input
     * @throws Refused when there is no such file, or it is no UTF-8 text
     */
    public String text(String source) {
        if (!source.equals("-")) {
            return TextFile.read(absolute(Path.of(source)));
        }
        try {
            return TextFile.text("standard input", surroundings.in().readAllBytes());
        } catch (IOException e) {
            throw Refused.because("Cannot read standard input: " + e.getMessage());
        }
    }

    public When when() {
        return new When(now(), surroundings.zone());
    }

    /** From {@code --state}, else {@code AFTERHOURS_STATE}, else {@code ~/.afterhours}. */
    public StateFolder state() {
        if (state != null) {
            return new StateFolder(absolute(state));
        }
        var variable = surroundings.variable("AFTERHOURS_STATE");
        return new StateFolder(
                variable.isEmpty() ? surroundings.home().resolve(".afterhours") : absolute(Path.of(variable)));
    }

    /** A path as the person meant it, seen from where the command was called. */
    public Path absolute(Path path) {
        return surroundings.folder().resolve(path).normalize();
    }

    /** At {@code AFTERHOURS_URL}, else where the state folder says, else the usual port; one for the whole call. */
    public Server server() {
        if (server == null) {
            server = new Server(address(), token(), surroundings.variable("AFTERHOURS_SESSION"));
        }
        return server;
    }

    private Address address() {
        var url = surroundings.variable("AFTERHOURS_URL");
        return url.isEmpty() ? state().address().orElse(Address.USUAL) : Address.of(url, "AFTERHOURS_URL");
    }

    private Token token() {
        var token = surroundings.variable("AFTERHOURS_TOKEN").strip();
        return token.isEmpty() ? state().token() : Token.of(token, "AFTERHOURS_TOKEN");
    }

    /** Writes the answer: the document, or what it says to a person. */
    public int answer(Doc document, Consumer<Screen> people) {
        if (json) {
            surroundings.out().println(document.json());
        } else {
            people.accept(screen());
        }
        return 0;
    }

    /** Asks at the terminal; no is the answer to everything but {@code y} or {@code yes}, and where nothing is typed. */
    public boolean confirms(String question) {
        surroundings.out().print(question + " [y/N] ");
        surroundings.out().flush();
        var answer = surroundings.line().strip().toLowerCase(Locale.ROOT);
        return answer.equals("y") || answer.equals("yes");
    }

    /** Where people read. */
    public Screen screen() {
        boolean colours = surroundings.terminal()
                && surroundings.variable("NO_COLOR").isEmpty()
                && !surroundings.variable("TERM").equals("dumb");
        return new Screen(
                surroundings.out(), surroundings.terminal() ? surroundings.width() : Screen.UNLIMITED, colours, when());
    }
}
