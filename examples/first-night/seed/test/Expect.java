/** The least that a test needs. */
final class Expect {
    private Expect() {}

    static void same(Object expected, Object actual) {
        if (!String.valueOf(expected).equals(String.valueOf(actual))) {
            throw new AssertionError("expected " + expected + ", was " + actual);
        }
    }
}
