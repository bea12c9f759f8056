package io.afterhours.cli.http;

import io.afterhours.cli.json.Doc;
import java.util.ArrayList;

/** Says to a person what a refusal of the server means. */
final class Problems {
    private final Address address;
    private final Token token;

    Problems(Address address, Token token) {
        this.address = address;
        this.token = token;
    }

    Refused notRunning() {
        return Refused.because(
                "Afterhours is not running on " + address.url() + "; start it with: afterhours up",
                "(The address is from " + address.source() + ".)");
    }

    Refused silent() {
        return Refused.because(
                "Afterhours on " + address.url() + " accepted the request and did not answer in time.",
                "Look at: afterhours status, and the logs folder of the state folder.");
    }

    Refused strange(Reply reply) {
        return Refused.because(
                "Something that is not Afterhours answers on " + address.url() + " (HTTP " + reply.status() + ").",
                "The address is from " + address.source() + ". Set AFTERHOURS_URL, or --state to the folder that"
                        + " `afterhours up` uses.");
    }

    Refused refusal(Reply reply) {
        if (reply.status() == 401) {
            return token.isMissing() ? noToken() : wrongToken();
        }
        if (!reply.isJson()) {
            return strange(reply);
        }
        var problem = reply.doc();
        var details = new ArrayList<String>();
        for (var error : problem.items("errors")) {
            details.add("  " + error.text("field") + ": expected " + error.text("expected") + ", was "
                    + quoted(error.text("was")));
        }
        return Refused.byServer(reply.status(), reason(problem, details.isEmpty(), reply.status()), details);
    }

    private static String reason(Doc problem, boolean alone, int status) {
        var detail = problem.text("detail");
        if (!alone) {
            return "The input is not valid:";
        }
        if (!detail.isEmpty()) {
            return detail;
        }
        var title = problem.text("title");
        return "Afterhours refused this (HTTP " + status + (title.isEmpty() ? "" : ", " + title) + ").";
    }

    private static String quoted(String was) {
        return was.isEmpty() || was.equals("nothing") ? "nothing" : "\"" + was + "\"";
    }

    private Refused noToken() {
        return Refused.because(
                "No token: " + token.source() + " is not there, and Afterhours on " + address.url() + " asks for it.",
                "Give the folder that `afterhours up` uses with --state or AFTERHOURS_STATE, or the token itself with"
                        + " AFTERHOURS_TOKEN.");
    }

    private Refused wrongToken() {
        return Refused.because(
                "Afterhours on " + address.url() + " does not accept the token from " + token.source() + ".",
                "Give the folder that this Afterhours was started with: --state DIR or AFTERHOURS_STATE.");
    }
}
