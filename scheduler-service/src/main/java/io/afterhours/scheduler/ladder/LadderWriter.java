package io.afterhours.scheduler.ladder;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.afterhours.contracts.runner.FailureClass;
import io.afterhours.scheduler.retry.Consequence;
import io.afterhours.scheduler.retry.Ladder;
import io.afterhours.scheduler.retry.Rung;

/** Writes a ladder in the form that {@link LadderReader} reads, with everything spelt out that counts. */
public final class LadderWriter {
    private LadderWriter() {}

    public static ObjectNode write(Ladder ladder) {
        var json = JsonNodeFactory.instance.objectNode();
        var rungs = json.putArray("rungs");
        ladder.rungs().forEach(each -> rungs.add(rung(each)));
        var classes = json.putObject("classes");
        ladder.classes()
                .forEach((failureClass, then) -> classes.set(failureClass.word(), consequence(failureClass, then)));
        return json;
    }

    private static ObjectNode rung(Rung rung) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("wait", rung.pause().toString());
        json.put("scope", rung.scope().word());
        json.putObject("prompt")
                .put("whatFailed", rung.prompt().whatFailed())
                .put("lastLines", rung.prompt().lastLines())
                .put("whatWasTried", rung.prompt().whatWasTried());
        json.put("agent", rung.agent());
        json.put("model", rung.model());
        json.put("tells", rung.tells().word());
        return json;
    }

    private static ObjectNode consequence(FailureClass failureClass, Consequence then) {
        var json = JsonNodeFactory.instance.objectNode();
        json.put("next", then.next().word());
        switch (then.next()) {
            case CLIMBS -> {
                var useless = json.putArray("useless");
                then.useless().forEach(useless::add);
                var scope = then.scope();
                json.put("scope", scope == null ? null : scope.word());
            }
            case UNCOUNTED -> {
                // A limit ends when its provider says.
                if (failureClass != FailureClass.RATE_LIMITED) {
                    json.put("wait", then.pause().toString());
                }
                json.put("most", then.most());
            }
            case PERSON -> {
                // Nothing else counts then.
            }
        }
        var options = json.putArray("options");
        then.options().forEach(each -> options.add(each.word()));
        return json;
    }
}
