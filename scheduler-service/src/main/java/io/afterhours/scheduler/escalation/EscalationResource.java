package io.afterhours.scheduler.escalation;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.afterhours.contracts.Check;
import io.afterhours.contracts.InvalidEvent;
import io.afterhours.contracts.Severity;
import io.afterhours.contracts.access.AgentName;
import io.afterhours.contracts.access.Person;
import io.afterhours.contracts.agent.EscalationRequested;
import io.afterhours.foundation.http.PageLimit;
import io.afterhours.scheduler.queue.QueueStore;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The inbox. */
@Path("/api/escalations")
@RunOnVirtualThread
public class EscalationResource {
    private static final int USUAL = 50;
    private static final int MOST = 500;

    private final Jdbi jdbi;
    private final EscalationStore store;
    private final Escalations escalations;
    private final AskedQuestions questions;
    private final Answers answers;
    private final QueueStore builds;

    EscalationResource(
            Jdbi jdbi,
            EscalationStore store,
            Escalations escalations,
            AskedQuestions questions,
            Answers answers,
            QueueStore builds) {
        this.jdbi = jdbi;
        this.store = store;
        this.escalations = escalations;
        this.questions = questions;
        this.answers = answers;
        this.builds = builds;
    }

    /**
     * An escalation as it is shown.
     *
     * @param blocks how many builds wait for the one it is about
     */
    public record View(
            String id,
            String kind,
            Severity severity,
            String title,
            @Nullable String question,
            List<String> options,
            @JsonProperty("default") @Nullable String defaultOption,
            @Nullable Instant deadline,
            @Nullable String build,
            @Nullable String agent,
            @Nullable String session,
            String state,
            Instant raisedAt,
            @Nullable String acknowledgedBy,
            @Nullable Instant snoozedUntil,
            @Nullable Instant answeredAt,
            @Nullable String answeredBy,
            @Nullable String answer,
            @Nullable String note,
            int blocks,
            @Nullable String evidence) {}

    /** A page. */
    public record Page(List<View> items, @Nullable String next) {}

    /** An answer: one of the options, or any text where there are none. */
    public record Answer(String option, @Nullable String note) {}

    /** That a question was seen; {@code until} is when it comes up again as if it were not. */
    public record Seen(@Nullable Instant until) {}

    /**
     * Open ones: those that nobody has seen first, in the order of what they block, then severity, then age; {@code state=closed} lists the others, newest first.
     *
     * @param after the {@code next} of the page before
     */
    @GET
    @Operation(operationId = "listEscalations")
    public Page list(
            @QueryParam("state") @DefaultValue("open") String state,
            @QueryParam("after") @Nullable Long after,
            @QueryParam("limit") @Nullable String limit) {
        var open = switch (state) {
            case "open" -> true;
            case "closed" -> false;
            default -> throw new InvalidEvent("state", "one of open, closed", state);
        };
        var most = PageLimit.of(limit, USUAL, MOST);
        return jdbi.inTransaction(tx -> {
            var views = views(tx, open ? store.open(tx, after, most) : store.over(tx, after, most));
            var next = views.size() < most
                    ? null
                    : Long.toString(
                            EscalationId.parse("id", views.getLast().id()).number());
            return new Page(views, next);
        });
    }

    @POST
    @Operation(operationId = "raiseEscalation")
    public Response raise(
            EscalationRequested asked,
            @HeaderParam(Person.HEADER) @Nullable String by,
            @HeaderParam(AgentName.HEADER) @Nullable String agent) {
        var wanted = Check.present("payload", "an escalation", asked);
        var asker = agent == null || agent.isBlank() ? Person.of(by) : AgentName.of(agent);
        return jdbi.inTransaction(tx -> {
            var question = questions.read(tx, wanted, asker);
            var raised = escalations.raise(tx, question);
            var known = raised.or(() -> store.same(tx, question)).orElseThrow();
            return Response.status(raised.isPresent() ? 201 : 200)
                    .entity(views(tx, List.of(known)).getFirst())
                    .build();
        });
    }

    @POST
    @Path("/{id}/answer")
    @Operation(operationId = "answerEscalation")
    public View answer(@PathParam("id") String id, Answer answer, @HeaderParam(Person.HEADER) @Nullable String by) {
        var given = Check.present("payload", "an answer with an option", answer);
        var option = Check.required("option", given.option(), 200);
        return jdbi.inTransaction(tx -> views(
                        tx,
                        List.of(answers.answer(tx, EscalationId.parse("id", id), option, Person.of(by), given.note())))
                .getFirst());
    }

    @POST
    @Path("/{id}/acknowledge")
    @Operation(operationId = "acknowledgeEscalation")
    public View acknowledge(
            @PathParam("id") String id, @Nullable Seen seen, @HeaderParam(Person.HEADER) @Nullable String by) {
        return jdbi.inTransaction(tx -> views(
                        tx,
                        List.of(answers.acknowledge(
                                tx, EscalationId.parse("id", id), Person.of(by), seen == null ? null : seen.until())))
                .getFirst());
    }

    private List<View> views(Handle tx, List<Escalation> escalations) {
        var about = escalations.stream()
                .map(each -> each.question().build())
                .filter(Objects::nonNull)
                .map(each -> each.number())
                .toList();
        var dependents = about.isEmpty() ? Map.<Long, Integer>of() : builds.dependents(tx, about);
        return escalations.stream().map(each -> view(each, dependents)).toList();
    }

    private static View view(Escalation each, Map<Long, Integer> dependents) {
        var question = each.question();
        var build = question.build();
        return new View(
                each.id(),
                question.kind(),
                question.severity(),
                question.title(),
                question.text(),
                question.options(),
                question.defaultOption(),
                question.deadline(),
                build == null ? null : build.toString(),
                question.agent(),
                question.session(),
                each.state(),
                each.raisedAt(),
                each.acknowledgedBy(),
                each.snoozedUntil(),
                each.answeredAt(),
                each.answeredBy(),
                each.answer(),
                each.note(),
                build == null ? 0 : dependents.getOrDefault(build.number(), 0),
                question.evidence());
    }
}
