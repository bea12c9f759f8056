package io.afterhours.cli.http;

import io.afterhours.cli.json.Doc;
import java.io.IOException;

/** What the server answered to a request that it accepted. */
public record Reply(int status, String body, boolean isJson) {
    /** The body as JSON; missing where it is empty. */
    public Doc doc() {
        try {
            return Doc.parse(body);
        } catch (IOException e) {
            throw Refused.because("The answer is not JSON: " + e.getMessage());
        }
    }
}
