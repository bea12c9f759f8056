package io.afterhours.cli.control;

import io.afterhours.cli.http.Refused;
import io.afterhours.cli.invocation.Invocation;
import io.afterhours.cli.json.Doc;
import java.io.IOException;

/** A policy or the ladder in a file of the person's. */
final class DocumentFile {
    private DocumentFile() {}

    /**
     * Reads it.
     *
     * @param source a path, or - for standard input
     * @param expected what it should be, such as a policy with "bands"
     * @throws Refused when there is no such file or it is no JSON object
     */
    static Doc read(Invocation invocation, String source, String expected) {
        try {
            var document = Doc.parse(invocation.text(source));
            if (document.isObject()) {
                return document;
            }
        } catch (IOException e) {
            throw Refused.wrongUsage(source + " is not JSON: "
                    + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
        }
        throw Refused.wrongUsage(source + ": expected " + expected + ".");
    }
}
