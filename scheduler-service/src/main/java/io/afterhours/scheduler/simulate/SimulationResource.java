package io.afterhours.scheduler.simulate;

import io.afterhours.contracts.Check;
import io.afterhours.foundation.http.Problem;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jdbi.v3.core.Jdbi;

/** Simulations: asked for, and looked at until they are done. */
@Path("/api/simulations")
@RunOnVirtualThread
public class SimulationResource {
    private static final int LONGEST_WAIT = 10;

    private final Jdbi jdbi;
    private final SimulationDesk desk;
    private final Simulator simulator;

    SimulationResource(Jdbi jdbi, SimulationDesk desk, Simulator simulator) {
        this.jdbi = jdbi;
        this.desk = desk;
        this.simulator = simulator;
    }

    /** Takes one on, and answers when it is done or the seconds are over: 200 when it is done, 202 while it runs. */
    @POST
    @Operation(operationId = "simulate")
    public Response simulate(SimulationRequest body, @QueryParam("wait") @DefaultValue("10") int wait)
            throws InterruptedException {
        var request = Check.present("payload", "what is to be simulated", body);
        Check.within("wait", wait, 0, LONGEST_WAIT);
        var job = simulator.take(jdbi.inTransaction(tx -> desk.gather(tx, request)));
        return answer(job, wait);
    }

    @GET
    @Path("/{id}")
    @Operation(operationId = "getSimulation")
    public Response get(@PathParam("id") String id, @QueryParam("wait") @DefaultValue("0") int wait)
            throws InterruptedException {
        Check.within("wait", wait, 0, LONGEST_WAIT);
        return answer(simulator.find(id).orElseThrow(() -> Problem.notFound("simulation", id)), wait);
    }

    private static Response answer(Simulator.Job job, int wait) throws InterruptedException {
        job.await(Duration.ofSeconds(wait));
        return Response.status(job.isOver() ? Response.Status.OK : Response.Status.ACCEPTED)
                .entity(job.view())
                .build();
    }
}
