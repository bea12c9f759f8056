package io.afterhours.contracts;

/** The beginning of a text that may be too long. */
public final class Excerpt {
    private Excerpt() {}

    /** At most so many UTF-16 units, the last character whole: half of one can be neither stored nor sent. */
    public static String of(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest);
    }

    /** The same, with an ellipsis behind it where it is not all of the text. */
    public static String marked(String text, int longest) {
        return text.length() <= longest ? text : of(text, longest) + "…";
    }
}
