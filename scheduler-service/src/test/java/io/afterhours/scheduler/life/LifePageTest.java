package io.afterhours.scheduler.life;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.scheduler.BuildState;
import io.afterhours.scheduler.GeneratedPart;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Comparator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keeps docs/explain/life-of-a-build.md true. */
class LifePageTest {
    private static final String PAGE = "docs/explain/life-of-a-build.md";
    private static final String SOURCE = "scheduler-service/src/main/java/io/afterhours/scheduler/life/Life.java";

    @Test
    void the_page_lists_every_state_and_what_can_happen_in_it() throws IOException {
        var source = Files.readString(GeneratedPart.file(SOURCE));
        var table = Stream.of(BuildState.values())
                .map(Life::in)
                .map(life ->
                        "| `%s` | %s | %s |\n".formatted(life.state().word(), meaning(source, life), transitions(life)))
                .collect(Collectors.joining("", "| state | is | what can happen |\n|---|---|---|\n", ""));

        GeneratedPart.assertCurrent(PAGE, table);
    }

    @Test
    void the_drawing_names_every_state() throws IOException {
        var page = Files.readString(GeneratedPart.file(PAGE));
        var drawing = page.substring(page.indexOf("```"), page.indexOf("```", page.indexOf("```") + 3));

        assertThat(drawing)
                .contains(Stream.of(BuildState.values()).map(BuildState::word).toList());
    }

    /** What the source says of the state's record. */
    private static String meaning(String source, Life life) {
        var comment = Pattern.compile(
                        "/\\*\\* (.*) \\*/\\s+record " + life.getClass().getSimpleName() + "\\(\\)")
                .matcher(source);
        assertThat(comment.find())
                .as("%s says what it is", life.getClass().getSimpleName())
                .isTrue();
        return comment.group(1);
    }

    private static String transitions(Life life) {
        return Arrays.stream(life.getClass().getMethods())
                .filter(LifePageTest::isTransition)
                .map(method -> new Transition(method.getName(), next(life, method)))
                .distinct()
                .filter(transition -> transition.to() != life.state())
                .sorted(Comparator.comparing(Transition::to).thenComparing(Transition::name))
                .map(transition -> "`%s` → `%s`"
                        .formatted(transition.name(), transition.to().word()))
                .collect(Collectors.joining(", "));
    }

    private static boolean isTransition(Method method) {
        return !Modifier.isStatic(method.getModifiers())
                && method.getParameterCount() == 0
                && Life.class.isAssignableFrom(method.getReturnType());
    }

    private static BuildState next(Life life, Method method) {
        try {
            return ((Life) method.invoke(life)).state();
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new LinkageError(method + " cannot be called", e);
        }
    }

    private record Transition(String name, BuildState to) {}
}
