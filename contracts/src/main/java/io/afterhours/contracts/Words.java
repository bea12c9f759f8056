package io.afterhours.contracts;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How closed sets are written on the wire: lower case words, {@code _} as {@code -} unless the constant says otherwise. */
public final class Words {
    private Words() {}

    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Reads a word in any case, with spaces, {@code -} and {@code _} alike.
     *
     * @throws InvalidEvent naming the field and the words there are
     */
    public static <E extends Enum<E>> E read(String field, String word, E[] constants) {
        var wanted = folded(word);
        for (var constant : constants) {
            if (folded(constant.name()).equals(wanted)) {
                return constant;
            }
        }
        var known = Arrays.stream(constants).map(Words::shown).collect(Collectors.joining(", "));
        throw new InvalidEvent(field, "one of " + known, word);
    }

    private static String shown(Enum<?> constant) {
        for (Method method : constant.getDeclaringClass().getMethods()) {
            if (method.getName().equals("word") && method.getParameterCount() == 0) {
                try {
                    return String.valueOf(method.invoke(constant));
                } catch (ReflectiveOperationException e) {
                    return of(constant);
                }
            }
        }
        return of(constant);
    }

    private static String folded(String word) {
        return word.strip().toLowerCase(Locale.ROOT).replace('_', ' ').replace('-', ' ');
    }
}
