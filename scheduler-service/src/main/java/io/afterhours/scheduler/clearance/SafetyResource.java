package io.afterhours.scheduler.clearance;

import io.afterhours.contracts.Check;
import io.afterhours.contracts.access.Person;
import io.afterhours.scheduler.safety.Finding;
import io.afterhours.scheduler.safety.SafetyCheck;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The safety checks: what a person said is always fine, and what they would see in a text. */
@Path("/api/safety")
@RunOnVirtualThread
public class SafetyResource {
    private final Jdbi jdbi;
    private final SafetyStore store;
    private final SafetyKeeper keeper;

    SafetyResource(Jdbi jdbi, SafetyStore store, SafetyKeeper keeper) {
        this.jdbi = jdbi;
        this.store = store;
        this.keeper = keeper;
    }

    /** A check and what it looks for. */
    public record CheckView(SafetyCheck check, String meaning) {}

    /**
     * Something a person said is always fine.
     *
     * @param words those that were seen, lower case; any where absent
     */
    public record RuleView(
            String id,
            SafetyCheck check,
            String kind,
            @Nullable String words,
            Instant addedAt,
            String addedBy,
            @Nullable String note) {
        static RuleView of(SafetyRule rule) {
            return new RuleView(
                    rule.id().toString(),
                    rule.check(),
                    rule.kind(),
                    rule.phrase(),
                    rule.addedAt(),
                    rule.addedBy(),
                    rule.note());
        }
    }

    /** All checks, and the rules that count. */
    public record Safety(List<CheckView> checks, List<RuleView> rules) {}

    /** A rule to add; without words it covers whatever the check sees. */
    public record NewRule(
            @Nullable String check,
            @Nullable String kind,
            @Nullable String words,
            @Nullable String note) {}

    /**
     * A text to look at.
     *
     * @param kind of build that it would be; {@code other} where it is missing
     */
    public record Text(
            @Nullable String title,
            @Nullable String prompt,
            @Nullable String kind,
            @Nullable String agent,
            @Nullable String workspace,
            @Nullable String accept) {}

    /**
     * What the checks saw.
     *
     * @param held those of the findings that would hold such a build: what nobody said is always fine for its kind
     */
    public record Seen(List<Finding> findings, List<Finding> held) {}

    @GET
    @Operation(operationId = "safety")
    public Safety get() {
        return jdbi.inTransaction(tx -> new Safety(
                Stream.of(SafetyCheck.values())
                        .map(each -> new CheckView(each, each.meaning()))
                        .toList(),
                store.rules(tx).stream().map(RuleView::of).toList()));
    }

    /** Looks at a text without queueing it. */
    @POST
    @Path("/check")
    @Operation(operationId = "checkSafety")
    public Seen check(Text text) {
        var given = Check.present("payload", "a text with a title", text);
        var title = Check.required("title", given.title(), 300);
        var prompt = given.prompt() == null ? title : Check.required("prompt", given.prompt(), Check.LONG_TEXT);
        var kind = given.kind() == null ? "other" : Check.id("kind", given.kind());
        var seen = keeper.see(keeper.requirement(title, prompt, given.agent(), given.workspace(), given.accept()));
        return new Seen(seen, jdbi.inTransaction(tx -> keeper.holding(tx, seen, kind)));
    }

    @POST
    @Path("/rules")
    @Operation(operationId = "addSafetyRule")
    public Response add(NewRule rule, @HeaderParam(Person.HEADER) @Nullable String by) {
        var given = Check.present("payload", "a rule with check and kind", rule);
        var check = SafetyKeeper.check(given.check());
        var kind = Check.id("kind", given.kind());
        var words = Check.optional("words", given.words(), 500);
        var phrase = words == null || words.isBlank() ? null : words.strip().toLowerCase(Locale.ROOT);
        var note = Check.optional("note", given.note(), 2_000);
        jdbi.useTransaction(tx -> keeper.allow(tx, check, kind, phrase, Person.of(by), note));
        return Response.status(201).entity(get()).build();
    }

    @DELETE
    @Path("/rules/{id}")
    @Operation(operationId = "revokeSafetyRule")
    public RuleView revoke(@PathParam("id") String id, @HeaderParam(Person.HEADER) @Nullable String by) {
        return jdbi.inTransaction(tx -> RuleView.of(keeper.revoke(tx, SafetyRuleId.parse("id", id), Person.of(by))));
    }
}
